using System.Collections.Immutable;
using Orchestrator.Resources.Scheduling;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of PriorityClasses.</summary>
internal sealed class PriorityClassColumns : ITableColumns<PriorityClass>
{
    public ImmutableArray<TableColumn<PriorityClass>> Columns { get; } =
    [
        CommonColumns.Name<PriorityClass>(),
        new("Value", (priority, _) => priority.Value, "How important its pods are.") { IsNumber = true },
        new("Global-Default", (priority, _) => priority.GlobalDefault ? "true" : "false", "Whether pods without a class are of this one."),
        CommonColumns.Age<PriorityClass>(),
        new("PreemptionPolicy", (priority, _) => priority.PreemptionPolicy ?? "", "Whether its pods push others out."),
    ];
}
