using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of service accounts.</summary>
internal sealed class ServiceAccountColumns : ITableColumns<ServiceAccount>
{
    public ImmutableArray<TableColumn<ServiceAccount>> Columns { get; } =
    [
        CommonColumns.Name<ServiceAccount>(),
        new("Secrets", (account, _) => account.Secrets.Length, "How many Secrets it names.") { IsNumber = true },
        CommonColumns.Age<ServiceAccount>(),
    ];
}
