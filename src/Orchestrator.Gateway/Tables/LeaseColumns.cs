using System.Collections.Immutable;
using Orchestrator.Resources.Coordination;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of Leases.</summary>
internal sealed class LeaseColumns : ITableColumns<Lease>
{
    public ImmutableArray<TableColumn<Lease>> Columns { get; } =
    [
        CommonColumns.Name<Lease>(),
        new("Holder", (lease, _) => lease.Spec?.HolderIdentity ?? "", "Who holds it."),
        CommonColumns.Age<Lease>(),
    ];
}
