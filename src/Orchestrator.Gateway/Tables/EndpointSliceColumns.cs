using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.Discovery;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of EndpointSlices.</summary>
internal sealed class EndpointSliceColumns : ITableColumns<EndpointSlice>
{
    public ImmutableArray<TableColumn<EndpointSlice>> Columns { get; } =
    [
        CommonColumns.Name<EndpointSlice>(),
        new("AddressType", (slice, _) => slice.AddressType, "What kind of addresses it has."),
        new("Ports", (slice, _) => ShortList.Write([.. slice.Ports.Select(Port)]) is { Length: > 0 } ports ? ports : "<unset>", "The ports."),
        new("Endpoints", (slice, _) => ShortList.Write([.. slice.Endpoints.SelectMany(endpoint => endpoint.Addresses)]) is { Length: > 0 } addresses ? addresses : "<unset>", "The addresses."),
        CommonColumns.Age<EndpointSlice>(),
    ];

    private static string Port(EndpointPort port) => port.Port?.ToString(CultureInfo.InvariantCulture) ?? "*";
}
