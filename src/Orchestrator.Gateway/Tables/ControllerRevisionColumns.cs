using System.Collections.Immutable;
using Orchestrator.Resources.Apps;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of ControllerRevisions.</summary>
internal sealed class ControllerRevisionColumns : ITableColumns<ControllerRevision>
{
    public ImmutableArray<TableColumn<ControllerRevision>> Columns { get; } =
    [
        CommonColumns.Name<ControllerRevision>(),
        new("Controller", (revision, _) => Controller(revision), "Whose state it is."),
        new("Revision", (revision, _) => revision.Revision, "Its number.") { IsNumber = true },
        CommonColumns.Age<ControllerRevision>(),
    ];

    private static string Controller(ControllerRevision revision)
    {
        if (revision.Metadata.ControllerReference() is not { } owner)
        {
            return CommonColumns.None;
        }

        var group = owner.ApiVersion.Contains('/', StringComparison.Ordinal) ? $".{owner.ApiVersion.Split('/')[0]}" : "";
        return $"{owner.Kind.ToLowerInvariant()}{group}/{owner.Name}";
    }
}
