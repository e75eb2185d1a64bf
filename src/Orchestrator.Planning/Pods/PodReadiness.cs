using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Pods;

/// <summary>Whether a pod is initialized and ready, and who keeps it from that, in Kubernetes' words.</summary>
internal static class PodReadiness
{
    /// <summary>Whether all init containers have had their turn. Once an ordinary container has run they have, whatever became of them since.</summary>
    public static PodCondition Initialized(PodSpec spec, string phase, PodObservation seen)
    {
        if (phase == PodPhase.Succeeded)
        {
            return PodConditions.New(PodConditionType.Initialized, true, PodReason.PodCompleted);
        }

        var waiting = spec.InitContainers.Where(init => !HasPassed(init, seen)).Select(init => init.Name).ToArray();
        return waiting.Length == 0 || seen.Containers.Any(PodPhases.HasRun)
            ? PodConditions.New(PodConditionType.Initialized, true)
            : PodConditions.New(
                PodConditionType.Initialized, false, PodReason.ContainersNotInitialized, $"containers with incomplete status: [{string.Join(' ', waiting)}]");
    }

    /// <summary>Whether all containers that serve can: the ordinary ones and the sidecars.</summary>
    public static PodCondition OfContainers(PodSpec spec, string phase, PodObservation seen)
    {
        if (phase is PodPhase.Succeeded or PodPhase.Failed)
        {
            return PodConditions.New(PodConditionType.ContainersReady, false, phase == PodPhase.Succeeded ? PodReason.PodCompleted : PodReason.PodFailed);
        }

        var serving = PodShape.Containers(spec).Where(item => item.Role != Containers.ContainerRole.Init).Select(item => item.Container.Name).ToArray();
        var statuses = seen.InitContainers.Concat(seen.Containers).ToDictionary(status => status.Name, StringComparer.Ordinal);
        var unknown = serving.Where(name => !statuses.ContainsKey(name)).ToArray();
        var unready = serving.Where(name => statuses.TryGetValue(name, out var status) && !status.Ready).ToArray();
        if (unknown.Length == 0 && unready.Length == 0)
        {
            return PodConditions.New(PodConditionType.ContainersReady, true);
        }

        string[] sentences =
        [
            .. unknown.Length > 0 ? [$"containers with unknown status: [{string.Join(' ', unknown)}]"] : Array.Empty<string>(),
            .. unready.Length > 0 ? [$"containers with unready status: [{string.Join(' ', unready)}]"] : Array.Empty<string>(),
        ];
        return PodConditions.New(PodConditionType.ContainersReady, false, PodReason.ContainersNotReady, string.Join(", ", sentences));
    }

    /// <summary>Whether the pod can serve: its containers can, and all conditions hold that it names as gates.</summary>
    public static PodCondition OfPod(Pod pod, PodCondition containersReady)
    {
        if (containersReady.Status != ConditionStatus.True)
        {
            return containersReady with { Type = PodConditionType.Ready };
        }

        var closed = pod.Spec.ReadinessGates.Select(gate => Closed(pod, gate.ConditionType)).OfType<string>().ToArray();
        return closed.Length == 0
            ? PodConditions.New(PodConditionType.Ready, true)
            : PodConditions.New(PodConditionType.Ready, false, PodReason.ReadinessGatesNotReady, string.Join(", ", closed));
    }

    private static string? Closed(Pod pod, string gate) => pod.Status.Conditions.FirstOrDefault(condition => condition.Type == gate) switch
    {
        null => $"corresponding condition of pod readiness gate \"{gate}\" does not exist.",
        { Status: ConditionStatus.True } => null,
        var condition => $"the status of pod readiness gate \"{gate}\" is not \"True\", but {condition.Status}",
    };

    private static bool HasPassed(Container init, PodObservation seen)
    {
        var status = seen.InitContainers.FirstOrDefault(status => status.Name == init.Name);
        return status is not null && (PodShape.IsSidecar(init) ? status.Started == true : status.Ready);
    }
}
