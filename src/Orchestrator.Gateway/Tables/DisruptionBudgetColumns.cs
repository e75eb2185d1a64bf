using System.Collections.Immutable;
using Orchestrator.Resources.Policy;

namespace Orchestrator.Gateway.Tables;

/// <summary>The table of PodDisruptionBudgets.</summary>
internal sealed class DisruptionBudgetColumns : ITableColumns<PodDisruptionBudget>
{
    public ImmutableArray<TableColumn<PodDisruptionBudget>> Columns { get; } =
    [
        CommonColumns.Name<PodDisruptionBudget>(),
        new("Min Available", (budget, _) => budget.Spec?.MinAvailable?.ToString() ?? "N/A", "How many pods must stay."),
        new("Max Unavailable", (budget, _) => budget.Spec?.MaxUnavailable?.ToString() ?? "N/A", "How many pods may be missing."),
        new("Allowed Disruptions", (budget, _) => budget.Status?.DisruptionsAllowed ?? 0, "How many pods may go now.") { IsNumber = true },
        CommonColumns.Age<PodDisruptionBudget>(),
    ];
}
