using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of Endpoints.</summary>
internal sealed class EndpointsColumns : ITableColumns<Endpoints>
{
    public ImmutableArray<TableColumn<Endpoints>> Columns { get; } =
    [
        CommonColumns.Name<Endpoints>(),
        new("Endpoints", (endpoints, _) => CommonColumns.OrNone(ShortList.Write([.. endpoints.Subsets.SelectMany(Of)])), "The addresses and ports that are ready."),
        CommonColumns.Age<Endpoints>(),
    ];

    private static IEnumerable<string> Of(EndpointSubset subset) => subset.Ports.IsEmpty
        ? subset.Addresses.Select(address => address.Ip)
        : subset.Ports.SelectMany(port => subset.Addresses.Select(address => string.Create(CultureInfo.InvariantCulture, $"{address.Ip}:{port.Port}")));
}
