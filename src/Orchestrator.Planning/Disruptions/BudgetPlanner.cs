using System.Collections.Immutable;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Policy;

namespace Orchestrator.Planning.Disruptions;

/// <summary>How many pods of a budget may be evicted now (Kubernetes' documentation, "Specifying a Disruption Budget for your Application").</summary>
public static class BudgetPlanner
{
    /// <summary>The condition that says whether any may.</summary>
    public const string Condition = "DisruptionAllowed";

    /// <summary>How long a granted eviction counts where its pod is still there and not ending: whoever asked for it has gone away.</summary>
    private static readonly TimeSpan GrantKept = TimeSpan.FromMinutes(2);

    /// <summary>The status of a budget.</summary>
    /// <param name="budget">The budget, with its status so far.</param>
    /// <param name="view">What there is.</param>
    /// <param name="now">The time.</param>
    public static PodDisruptionBudgetStatus Plan(PodDisruptionBudget budget, BudgetView view, DateTimeOffset now)
    {
        var granted = StillGranted(budget, view, now);
        var healthy = view.Pods.Count(pod => pod.Metadata.DeletionTimestamp is null && !granted.ContainsKey(pod.Metadata.Name) && PodLife.IsReady(pod.Status));
        var (expected, desired) = Wanted(budget.Spec, view);
        var allowed = expected > 0 ? Math.Max(0, healthy - desired) : 0;
        return new PodDisruptionBudgetStatus
        {
            ObservedGeneration = budget.Metadata.Generation,
            DisruptedPods = granted,
            DisruptionsAllowed = allowed,
            CurrentHealthy = healthy,
            DesiredHealthy = desired,
            ExpectedPods = expected,
            Conditions = [.. budget.Status.Conditions.Where(condition => condition.Type != Condition), Said(budget, allowed > 0, now)],
        };
    }

    /// <summary>The status after the eviction of a pod was granted.</summary>
    public static PodDisruptionBudgetStatus Grant(PodDisruptionBudgetStatus status, string pod, DateTimeOffset now) => status with
    {
        DisruptedPods = status.DisruptedPods.SetItem(pod, now),
        DisruptionsAllowed = status.DisruptionsAllowed - 1,
        CurrentHealthy = status.CurrentHealthy - 1,
    };

    /// <summary>When a granted eviction that nobody carried out ends first; null where there is none.</summary>
    public static DateTimeOffset? NextEnd(PodDisruptionBudgetStatus status) => status.DisruptedPods.IsEmpty ? null : status.DisruptedPods.Values.Min() + GrantKept;

    private static ImmutableSortedDictionary<string, DateTimeOffset> StillGranted(PodDisruptionBudget budget, BudgetView view, DateTimeOffset now)
    {
        var staying = view.Pods.Where(pod => pod.Metadata.DeletionTimestamp is null).Select(pod => pod.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        return budget.Status.DisruptedPods.RemoveRange(budget.Status.DisruptedPods.Where(entry => !staying.Contains(entry.Key) || entry.Value + GrantKept <= now).Select(entry => entry.Key));
    }

    private static (int Expected, int Desired) Wanted(PodDisruptionBudgetSpec spec, BudgetView view) => spec switch
    {
        { MaxUnavailable: { } most } when Scale(view) is var scale => (scale, Math.Max(0, scale - most.Resolve(scale, roundUp: true))),
        { MinAvailable: { Text: null } least } => (view.Pods.Length, least.Number),
        { MinAvailable: { } share } when Scale(view) is var scale => (scale, share.Resolve(scale, roundUp: true)),
        _ => (view.Pods.Length, 0),
    };

    // Pods without a controller have nothing that says how many there are to be, so shares of them are shares of nothing.
    private static int Scale(BudgetView view) => view.Pods
        .Select(pod => pod.Metadata.ControllerReference()?.Uid).OfType<string>()
        .GroupBy(uid => uid, StringComparer.Ordinal)
        .Select(controller => view.Controllers.GetValueOrDefault(controller.Key) ?? new ControllerView(controller.Key, controller.Count()))
        .Distinct()
        .Sum(controller => controller.Replicas);

    private static Condition Said(PodDisruptionBudget budget, bool isAllowed, DateTimeOffset now)
    {
        var status = isAllowed ? ConditionStatus.True : ConditionStatus.False;
        var before = budget.Status.Conditions.FirstOrDefault(condition => condition.Type == Condition && condition.Status == status);
        return new Condition
        {
            Type = Condition,
            Status = status,
            Reason = isAllowed ? "SufficientPods" : "InsufficientPods",
            ObservedGeneration = budget.Metadata.Generation,
            LastTransitionTime = before?.LastTransitionTime ?? now,
        };
    }
}
