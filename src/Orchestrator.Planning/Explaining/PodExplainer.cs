using System.Collections.Immutable;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Explaining;

/// <summary>Says why a pod is as it is, and what to do about it.</summary>
public static class PodExplainer
{
    /// <summary>Explains a pod by what was read around it.</summary>
    public static PodExplanation Explain(PodSurroundings seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var (state, causes) = Judge(seen);
        return new PodExplanation
        {
            Namespace = seen.Pod.Metadata.Namespace,
            Name = seen.Pod.Metadata.Name,
            State = state,
            Causes = causes,
            Facts = PodFacts.Of(seen, state),
        };
    }

    private static (PodState State, ImmutableArray<Cause> Causes) Judge(PodSurroundings seen) => seen.Pod switch
    {
        { Metadata.DeletionTimestamp: not null } => (PodState.Terminating, EndingCauses.Of(seen)),
        { Status.Phase: PodPhase.Succeeded } => (PodState.Succeeded, []),
        { Status.Phase: PodPhase.Failed } => (PodState.Failed, FailureCauses.Of(seen)),
        { Spec.NodeName: null or "" } => (PodState.Pending, DeviceCauses.With(seen, SchedulingCauses.Of(seen))),
        _ => JudgePlaced(seen),
    };

    private static (PodState State, ImmutableArray<Cause> Causes) JudgePlaced(PodSurroundings seen)
    {
        var node = NodeCauses.Of(seen);
        var containers = ContainerCauses.Of(seen);
        var gates = GateCauses(seen.Pod);
        ImmutableArray<Cause> causes = [.. node, .. containers.Select(finding => finding.Cause), .. gates];
        if (!causes.IsEmpty)
        {
            return (!node.IsEmpty ? PodState.Unknown : containers.IsEmpty ? PodState.NotReady : containers[0].State, causes);
        }

        // Nothing stands out: the report of it is on its way, or it was just made.
        return IsReady(seen.Pod)
            ? (PodState.Running, [])
            : (PodState.Starting, [new Cause("NotReported", "nothing is known to be wrong; its node has not reported it as ready yet", $"wait a moment: orc get pod {seen.Pod.Metadata.Name}{Spell.InNamespace(seen.Pod)} -w")]);
    }

    private static bool IsReady(Pod pod) =>
        pod.Status.Conditions.Any(condition => condition is { Type: PodConditionType.Ready, Status: ConditionStatus.True });

    private static ImmutableArray<Cause> GateCauses(Pod pod)
    {
        var unready = pod.Status.Conditions.FirstOrDefault(condition => condition is
            { Type: PodConditionType.Ready, Status: not ConditionStatus.True, Reason: PodReason.ReadinessGatesNotReady });
        return unready is null
            ? []
            : [new Cause(PodReason.ReadinessGatesNotReady, $"its readiness waits for others: {Spell.Unstopped(unready.Message)}", "see to whoever sets these conditions of the pod's status, or leave them out of spec.readinessGates")];
    }
}
