using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Grains.Pods;

/// <summary>How the deletion of a pod begins.</summary>
internal static class Deletion
{
    /// <summary>The pod with the time at which it is killed. A second deletion may make the time shorter, never longer.</summary>
    public static Pod Begin(Pod pod, long? graceSeconds, DateTimeOffset now)
    {
        var grace = NothingRuns(pod) ? 0 : (long)(graceSeconds is { } asked ? PodGrace.OfSeconds(asked) : PodGrace.Of(pod.Spec)).TotalSeconds;
        if (pod.Metadata is { DeletionTimestamp: { } before, DeletionGracePeriodSeconds: { } given })
        {
            grace = Math.Min(grace, given);
            var begun = before - TimeSpan.FromSeconds(given);
            return With(pod, begun + TimeSpan.FromSeconds(grace), grace);
        }

        return With(pod, now + TimeSpan.FromSeconds(grace), grace);
    }

    // Of a pod that is over nothing has to end, so that its name is free at once: helm makes the pod of a hook anew right after it has deleted the old one. What runs on a
    // node that is lost nobody knows.
    private static bool NothingRuns(Pod pod) => PodLife.IsOver(pod.Status) && pod.Status.Reason != PodReason.NodeLost;

    private static Pod With(Pod pod, DateTimeOffset killAt, long grace) =>
        pod with { Metadata = pod.Metadata with { DeletionTimestamp = killAt, DeletionGracePeriodSeconds = grace } };
}
