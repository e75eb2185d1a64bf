using System.Collections.Immutable;
using Orchestrator.Contracts.Reading;
using Orchestrator.Grains.Resources;
using Orchestrator.Planning.Disruptions;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Policy;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Grains.Disruptions;

/// <summary>A pod that may go only as far as its budgets let it.</summary>
/// <param name="Pod">The pod.</param>
/// <param name="Budgets">Its budgets as they are stored, each with the status that it has now.</param>
internal sealed record GuardedPod(Pod Pod, ImmutableArray<(StoredBudget Stored, PodDisruptionBudgetStatus Status)> Budgets)
{
    /// <summary>Reads it; null where there is no such pod, or nothing keeps it.</summary>
    /// <param name="services">What grains share.</param>
    /// <param name="ns">The pod's namespace.</param>
    /// <param name="name">Its name.</param>
    /// <param name="counts">Whether a budget with such a selector counts at all.</param>
    public static async Task<GuardedPod?> FindAsync(GrainServices services, string ns, string name, Predicate<LabelSelector> counts)
    {
        var found = await services.Reader.FindAsync(new ResourceKey("", "Pod", ns, name), CancellationToken.None);
        if (found is null || ResourceJson.Deserialize<Pod>(found.Document.Span) is not { } pod || EvictionRules.NeedsNoBudget(pod))
        {
            return null;
        }

        var budgets = (await DisruptionSight.BudgetsAsync(services.Reader, ns, CancellationToken.None))
            .RemoveAll(stored => stored.Budget.Spec.Selector is not { } selector || !counts(selector) || !selector.Matches(pod.Metadata.Labels));
        if (budgets.IsEmpty)
        {
            return null;
        }

        var sight = await DisruptionSight.ReadAsync(services.Reader, ns, CancellationToken.None);
        return new GuardedPod(pod, [.. budgets.Select(stored => (stored, BudgetPlanner.Plan(stored.Budget, sight.Of(stored.Budget), services.Clock.GetUtcNow())))]);
    }
}
