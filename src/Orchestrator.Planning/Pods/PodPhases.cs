using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Pods;

/// <summary>Where a pod is in its life, by how its containers are (Kubernetes' documentation, "Pod Lifecycle", pod phase).</summary>
internal static class PodPhases
{
    /// <summary>The phase. It only goes forward: what has ended stays ended, and what has run is not pending again.</summary>
    public static string Fold(Pod pod, ImmutableArray<ContainerStatus> containers)
    {
        var before = pod.Status.Phase;
        if (before is PodPhase.Succeeded or PodPhase.Failed)
        {
            return before;
        }

        var phase = Of(pod.Spec, containers);
        return phase == PodPhase.Pending && before == PodPhase.Running ? PodPhase.Running : phase;
    }

    private static string Of(PodSpec spec, ImmutableArray<ContainerStatus> containers)
    {
        var states = spec.Containers.Select(container => containers.FirstOrDefault(status => status.Name == container.Name)).ToArray();
        if (states.Length == 0 || states.Any(status => status is null || WaitsForFirstStart(status)))
        {
            return PodPhase.Pending;
        }

        if (states.Any(status => status!.State.Terminated is null))
        {
            return PodPhase.Running;
        }

        return AfterAllEnded(spec.RestartPolicy ?? RestartPolicy.Always, states.All(status => status!.State.Terminated!.ExitCode == 0));
    }

    private static string AfterAllEnded(string policy, bool allWell) => (policy, allWell) switch
    {
        (RestartPolicy.Always, _) => PodPhase.Running,
        (_, true) => PodPhase.Succeeded,
        (RestartPolicy.Never, false) => PodPhase.Failed,
        _ => PodPhase.Running,
    };

    private static bool WaitsForFirstStart(ContainerStatus status) =>
        status.State is { Running: null, Terminated: null } && status.LastState.Terminated is null && status.RestartCount == 0;
}
