using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.ReplicaSets;

/// <summary>
/// Keeps as many pods as a replica set asks for. Pods that have ended (Succeeded, Failed) or are on their way out do not count, and are not its business: they stay
/// until somebody deletes them. One that must never run twice counts until it is gone.
/// </summary>
public static class ReplicaSetPlanner
{
    /// <summary>The most pods that one plan creates or deletes: Kubernetes' burst.</summary>
    public const int Burst = 500;

    /// <summary>What to do, and how the replica set is. A set that is being deleted gets a status and nothing else.</summary>
    /// <param name="set">The replica set.</param>
    /// <param name="pods">The pods that may be its own; those of other owners are left out.</param>
    /// <param name="now">The time.</param>
    public static ReplicaSetPlan Plan(ReplicaSet set, IReadOnlyList<PodSummary> pods, DateTimeOffset now)
    {
        var living = pods.Where(pod => pod.ControllerUid == set.Metadata.Uid && pod.Phase is not (PodPhase.Succeeded or PodPhase.Failed)).ToArray();
        var active = living.Where(pod => !pod.Deleting).ToArray();
        var plan = new ReplicaSetPlan
        {
            Status = StatusOf(set, active, living.Length - active.Length, now),
            LookAgainIn = NextAvailability(set, active, now),
        };
        if (set.Metadata.DeletionTimestamp is not null)
        {
            return plan;
        }

        var desired = set.Spec.Replicas ?? 1;
        var (missing, surplus) = (desired - active.Length - living.Count(pod => pod is { Deleting: true, AtMostOnce: true }), active.Length - desired);
        return plan with
        {
            Create = Math.Clamp(missing, 0, Burst),
            Delete = surplus > 0
                ? [.. PodDeletionOrder.Of(active, pod => IsAvailable(set, pod, now)).Take(Math.Min(surplus, Burst)).Select(pod => pod.Name)]
                : [],
        };
    }

    private static ReplicaSetStatus StatusOf(ReplicaSet set, PodSummary[] active, int terminating, DateTimeOffset now) => set.Status with
    {
        Replicas = active.Length,
        FullyLabeledReplicas = active.Count(pod => HasLabelsOfTemplate(set, pod)),
        ReadyReplicas = active.Count(pod => pod.ReadySince is not null),
        AvailableReplicas = active.Count(pod => IsAvailable(set, pod, now)),
        TerminatingReplicas = terminating,
        ObservedGeneration = set.Metadata.Generation,
    };

    private static bool HasLabelsOfTemplate(ReplicaSet set, PodSummary pod) =>
        set.Spec.Template.Metadata.Labels.All(label => pod.Labels.TryGetValue(label.Key, out var value) && value == label.Value);

    /// <summary>When a ready pod counts as available. Without <c>minReadySeconds</c> it does so at once, even where its node's clock is ahead of ours.</summary>
    private static DateTimeOffset? AvailableAt(ReplicaSet set, PodSummary pod) =>
        set.Spec.MinReadySeconds == 0 && pod.ReadySince is not null ? DateTimeOffset.MinValue : pod.ReadySince + TimeSpan.FromSeconds(set.Spec.MinReadySeconds);

    private static bool IsAvailable(ReplicaSet set, PodSummary pod, DateTimeOffset now) => AvailableAt(set, pod) <= now;

    private static TimeSpan? NextAvailability(ReplicaSet set, PodSummary[] active, DateTimeOffset now) =>
        active.Select(pod => AvailableAt(set, pod) - now).Where(wait => wait > TimeSpan.Zero).Min();
}
