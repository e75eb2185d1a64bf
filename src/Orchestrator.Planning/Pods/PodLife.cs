using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Pods;

/// <summary>What a pod's status says in one word.</summary>
public static class PodLife
{
    /// <summary>Whether the pod has ended for good.</summary>
    public static bool IsOver(PodStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status.Phase is PodPhase.Succeeded or PodPhase.Failed;
    }

    /// <summary>Whether the pod can serve.</summary>
    public static bool IsReady(PodStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status.Conditions.Any(condition => condition is { Type: PodConditionType.Ready, Status: ConditionStatus.True });
    }
}
