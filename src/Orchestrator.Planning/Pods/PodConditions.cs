using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Pods;

/// <summary>The conditions of a pod, each with a time of transition that moves with its status alone.</summary>
internal static class PodConditions
{
    private const string ReadyToStartContainers = "PodReadyToStartContainers";

    /// <summary>The conditions of a pod that a node has taken, in Kubernetes' order; those that are not a node's to say stay behind them.</summary>
    /// <param name="pod">The pod with its conditions so far.</param>
    /// <param name="phase">Its phase by now.</param>
    /// <param name="seen">How its node sees it.</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<PodCondition> Fold(Pod pod, string phase, PodObservation seen, DateTimeOffset now)
    {
        var hasNetwork = (seen.PodIP ?? pod.Status.PodIp) is not null;
        var containersReady = PodReadiness.OfContainers(pod.Spec, phase, seen);
        ImmutableArray<PodCondition> said =
        [
            New(ReadyToStartContainers, hasNetwork && phase is not (PodPhase.Succeeded or PodPhase.Failed)),
            PodReadiness.Initialized(pod.Spec, phase, seen),
            PodReadiness.OfPod(pod, containersReady),
            containersReady,
            New(PodConditionType.PodScheduled, true),
        ];
        return
        [
            .. said.Select(condition => Dated(condition, pod, now)),
            .. pod.Status.Conditions.Where(before => said.All(condition => condition.Type != before.Type)),
        ];
    }

    /// <summary>The pod's conditions after somebody else has changed one that its readiness depends on.</summary>
    public static ImmutableArray<PodCondition> WithGates(Pod pod, DateTimeOffset now)
    {
        var containersReady = pod.Status.Conditions.FirstOrDefault(condition => condition.Type == PodConditionType.ContainersReady);
        return containersReady is null ? pod.Status.Conditions : With(pod, now, PodReadiness.OfPod(pod, containersReady));
    }

    /// <summary>The pod's conditions with these set: in their place where they were there, behind the others where not.</summary>
    public static ImmutableArray<PodCondition> With(Pod pod, DateTimeOffset now, params ReadOnlySpan<PodCondition> changes)
    {
        var conditions = pod.Status.Conditions.ToList();
        foreach (var change in changes)
        {
            var dated = Dated(change, pod, now);
            var index = conditions.FindIndex(condition => condition.Type == change.Type);
            if (index < 0)
            {
                conditions.Add(dated);
            }
            else
            {
                conditions[index] = dated;
            }
        }

        return [.. conditions];
    }

    public static PodCondition New(string type, bool holds, string? reason = null, string? message = null) =>
        new() { Type = type, Status = holds ? ConditionStatus.True : ConditionStatus.False, Reason = reason, Message = message };

    private static PodCondition Dated(PodCondition condition, Pod pod, DateTimeOffset now)
    {
        var before = pod.Status.Conditions.FirstOrDefault(before => before.Type == condition.Type);
        return condition with
        {
            LastProbeTime = before?.LastProbeTime,
            LastTransitionTime = before?.Status == condition.Status ? before.LastTransitionTime : now,
            ObservedGeneration = pod.Metadata.Generation,
        };
    }
}
