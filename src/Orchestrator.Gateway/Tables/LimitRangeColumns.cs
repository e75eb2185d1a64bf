using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.Core;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of LimitRanges.</summary>
internal sealed class LimitRangeColumns : ITableColumns<LimitRange>
{
    public ImmutableArray<TableColumn<LimitRange>> Columns { get; } =
    [
        CommonColumns.Name<LimitRange>(),
        new("Created At", (range, _) => range.Metadata.CreationTimestamp?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "", "When it was created."),
    ];
}
