using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Pods;

/// <summary>Where a pod is in its life, by how its containers are (Kubernetes' documentation, "Pod Lifecycle", pod phase).</summary>
internal static class PodPhases
{
    /// <summary>The phase. It only goes forward: what has ended stays ended, and what has run is not pending again.</summary>
    public static string Fold(Pod pod, PodObservation seen)
    {
        var before = pod.Status.Phase;
        if (before is PodPhase.Succeeded or PodPhase.Failed)
        {
            return before;
        }

        var phase = seen.FailedReason is not null ? PodPhase.Failed : Of(pod.Spec, seen);
        return phase == PodPhase.Pending && before == PodPhase.Running ? PodPhase.Running : phase;
    }

    /// <summary>Whether a container has ever run.</summary>
    public static bool HasRun(ContainerStatus status) =>
        status.State.Running is not null || status.State.Terminated is not null || status.LastState.Terminated is not null || status.RestartCount > 0;

    private static string Of(PodSpec spec, PodObservation seen)
    {
        var policy = spec.RestartPolicy ?? RestartPolicy.Always;
        var othersRun = seen.InitContainers.Any(status => status.State.Running is not null);
        if (policy == RestartPolicy.Never && !othersRun && spec.InitContainers.Any(init => HasFailed(init, seen)))
        {
            return PodPhase.Failed;
        }

        var states = spec.Containers.Select(container => seen.Containers.FirstOrDefault(status => status.Name == container.Name)).ToArray();
        if (states.Length == 0 || states.Any(status => status is null || !HasRun(status)))
        {
            return PodPhase.Pending;
        }

        // Sidecars end after the ordinary containers, and the pod with them.
        if (othersRun || states.Any(status => status!.State.Terminated is null))
        {
            return PodPhase.Running;
        }

        return AfterAllEnded(policy, states.All(status => status!.State.Terminated!.ExitCode == 0));
    }

    private static bool HasFailed(Container init, PodObservation seen) =>
        !PodShape.IsSidecar(init) && seen.InitContainers.Any(status => status.Name == init.Name && status.State.Terminated is { ExitCode: not 0 });

    private static string AfterAllEnded(string policy, bool allWell) => (policy, allWell) switch
    {
        (RestartPolicy.Always, _) => PodPhase.Running,
        (_, true) => PodPhase.Succeeded,
        (RestartPolicy.Never, false) => PodPhase.Failed,
        _ => PodPhase.Running,
    };
}
