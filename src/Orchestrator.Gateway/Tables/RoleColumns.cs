using System.Collections.Immutable;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of roles of both sorts, and of definitions of kinds: when they were made, as Kubernetes has it.</summary>
internal sealed class RoleColumns<T> : ITableColumns<T>
    where T : IResource
{
    public ImmutableArray<TableColumn<T>> Columns { get; } =
    [
        CommonColumns.Name<T>(),
        new("Created At", (role, _) => role.Metadata.CreationTimestamp?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture) ?? "", "When it was made."),
    ];
}
