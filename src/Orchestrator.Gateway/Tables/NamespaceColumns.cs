using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of namespaces.</summary>
internal sealed class NamespaceColumns : ITableColumns<Namespace>
{
    public ImmutableArray<TableColumn<Namespace>> Columns { get; } =
    [
        CommonColumns.Name<Namespace>(),
        new("Status", (ns, _) => ns.Status.Phase ?? "", "Where the namespace is in its life."),
        CommonColumns.Age<Namespace>(),
    ];
}
