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
    /// <param name="containers">How its containers are.</param>
    /// <param name="hasNetwork">Whether it has an address of its own.</param>
    /// <param name="now">The time.</param>
    public static ImmutableArray<PodCondition> Fold(
        Pod pod, string phase, ImmutableArray<ContainerStatus> containers, bool hasNetwork, DateTimeOffset now)
    {
        var (ready, reason, message) = Readiness(pod.Spec, phase, containers);
        var completed = phase == PodPhase.Succeeded ? PodReason.PodCompleted : null;
        var canStart = hasNetwork && phase is not (PodPhase.Succeeded or PodPhase.Failed);
        ImmutableArray<PodCondition> said =
        [
            New(ReadyToStartContainers, canStart),
            New(PodConditionType.Initialized, true, completed),
            New(PodConditionType.Ready, ready, reason, message),
            New(PodConditionType.ContainersReady, ready, reason, message),
            New(PodConditionType.PodScheduled, true),
        ];
        return
        [
            .. said.Select(condition => Dated(condition, pod, now)),
            .. pod.Status.Conditions.Where(before => said.All(condition => condition.Type != before.Type)),
        ];
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

    private static (bool Ready, string? Reason, string? Message) Readiness(PodSpec spec, string phase, ImmutableArray<ContainerStatus> containers)
    {
        if (phase is PodPhase.Succeeded or PodPhase.Failed)
        {
            return (false, phase == PodPhase.Succeeded ? PodReason.PodCompleted : PodReason.PodFailed, null);
        }

        var known = containers.Select(status => status.Name).ToHashSet(StringComparer.Ordinal);
        var unknown = spec.Containers.Select(container => container.Name).Where(name => !known.Contains(name)).ToArray();
        var unready = containers.Where(status => !status.Ready).Select(status => status.Name).ToArray();
        if (unknown.Length == 0 && unready.Length == 0)
        {
            return (true, null, null);
        }

        string[] sentences =
        [
            .. unknown.Length > 0 ? [$"containers with unknown status: [{string.Join(' ', unknown)}]"] : Array.Empty<string>(),
            .. unready.Length > 0 ? [$"containers with unready status: [{string.Join(' ', unready)}]"] : Array.Empty<string>(),
        ];
        return (false, PodReason.ContainersNotReady, string.Join(", ", sentences));
    }
}
