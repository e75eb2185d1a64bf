using System.Collections.Immutable;
using Orchestrator.Planning.Nodes;
using Orchestrator.Planning.ReplicaSets;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Pods;

/// <summary>The status of a pod, from its creation to its end, in Kubernetes' words.</summary>
public static class PodStatusPlanner
{
    /// <summary>The status of a pod that has just been created.</summary>
    public static PodStatus Initial(Pod pod) => new() { Phase = PodPhase.Pending, QosClass = QualityOfService.Of(pod.Spec) };

    /// <summary>The status of a pod that a node has admitted, and that nothing has been heard of yet.</summary>
    public static PodStatus Scheduled(Pod pod, DateTimeOffset now) => pod.Status with
    {
        Phase = pod.Status.Phase ?? PodPhase.Pending,
        NominatedNodeName = null,
        Conditions = PodConditions.With(pod, now, PodConditions.New(PodConditionType.PodScheduled, true)),
        InitContainerStatuses = FirstStatuses(pod, pod.Spec.InitContainers, pod.Status.InitContainerStatuses),
        ContainerStatuses = FirstStatuses(pod, pod.Spec.Containers, pod.Status.ContainerStatuses),
        ObservedGeneration = pod.Metadata.Generation,
    };

    /// <summary>The status of a pod that no node takes.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="message">Why, as the scheduler says it.</param>
    /// <param name="nominatedNode">The node on which others are displaced for it; null where none is.</param>
    /// <param name="now">The time.</param>
    public static PodStatus Unschedulable(Pod pod, string message, string? nominatedNode, DateTimeOffset now) => pod.Status with
    {
        NominatedNodeName = nominatedNode,
        Phase = pod.Status.Phase ?? PodPhase.Pending,
        Conditions = PodConditions.With(pod, now, PodConditions.New(PodConditionType.PodScheduled, false, PodReason.Unschedulable, message)),
        ObservedGeneration = pod.Metadata.Generation,
    };

    /// <summary>The status by what the pod's node reports.</summary>
    /// <param name="pod">The pod with its status so far.</param>
    /// <param name="seen">How its node sees it.</param>
    /// <param name="now">The time.</param>
    public static PodStatus Fold(Pod pod, PodObservation seen, DateTimeOffset now)
    {
        var before = pod.Status;
        var phase = PodPhases.Fold(pod, seen);
        var failed = seen.FailedReason is not null && before.Phase is not (PodPhase.Succeeded or PodPhase.Failed);
        return before with
        {
            Phase = phase,
            Reason = failed ? seen.FailedReason : before.Reason,
            Message = failed ? seen.FailedMessage : before.Message,
            Conditions = PodConditions.Fold(pod, phase, seen, now),
            InitContainerStatuses = seen.InitContainers,
            ContainerStatuses = seen.Containers,
            PodIp = seen.PodIP ?? before.PodIp,
            PodIps = seen.PodIP is null ? before.PodIps : [new PodIp { Ip = seen.PodIP }],
            HostIp = seen.HostIP ?? before.HostIp,
            HostIps = seen.HostIP is null ? before.HostIps : [new HostIp { Ip = seen.HostIP }],
            StartTime = before.StartTime ?? seen.AcceptedAt,
            QosClass = before.QosClass ?? QualityOfService.Of(pod.Spec),
            ObservedGeneration = pod.Metadata.Generation,
        };
    }

    /// <summary>The status without the conditions that others than the pod's node and the scheduler say.</summary>
    public static PodStatus WithoutOthers(PodStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return status with { Conditions = [.. status.Conditions.Where(IsOwn).OrderBy(condition => condition.Type, StringComparer.Ordinal)] };
    }

    /// <summary>The status with the conditions that others say, and no other ones of theirs; the pod is ready when its gates are open.</summary>
    /// <param name="pod">The pod with its status so far.</param>
    /// <param name="said">Conditions; those that are the node's or the scheduler's to say are passed over.</param>
    /// <param name="now">The time.</param>
    public static PodStatus WithOthers(Pod pod, ImmutableArray<PodCondition> said, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var others = said.Where(condition => !IsOwn(condition)).ToArray();
        var kept = pod with { Status = pod.Status with { Conditions = pod.Status.Conditions.RemoveAll(condition => !IsOwn(condition) && others.All(other => other.Type != condition.Type)) } };
        var with = pod with { Status = kept.Status with { Conditions = PodConditions.With(kept, now, others) } };
        return with.Status with { Conditions = PodConditions.WithGates(with, now) };
    }

    /// <summary>The status of a pod that its node will not run. One that has ended before stays as it ended.</summary>
    /// <param name="pod">The pod with its status so far.</param>
    /// <param name="reason">Why, in one word.</param>
    /// <param name="message">Why, for a person.</param>
    /// <param name="now">The time.</param>
    public static PodStatus Rejected(Pod pod, string reason, string message, DateTimeOffset now)
    {
        if (PodLife.IsOver(pod.Status))
        {
            return pod.Status;
        }

        return pod.Status with
        {
            Phase = PodPhase.Failed,
            Reason = reason,
            Message = message,
            Conditions = PodConditions.With(
                pod,
                now,
                PodConditions.New(PodConditionType.Ready, false, PodReason.PodFailed),
                PodConditions.New(PodConditionType.ContainersReady, false, PodReason.PodFailed)),
            ObservedGeneration = pod.Metadata.Generation,
        };
    }

    /// <summary>The status of a pod that somebody else than its owner has decided to end, with Kubernetes' condition about that.</summary>
    /// <param name="pod">The pod with its status so far.</param>
    /// <param name="reason">Who decided, in one word.</param>
    /// <param name="message">Why, for a person.</param>
    /// <param name="nodeLost">Whether that is because its node is lost.</param>
    /// <param name="now">The time.</param>
    public static PodStatus Disrupted(Pod pod, string reason, string message, bool nodeLost, DateTimeOffset now)
    {
        var condition = PodConditions.New(PodConditionType.DisruptionTarget, true, reason, message);
        var status = nodeLost && !PodLife.IsOver(pod.Status)
            ? NodeIsNotReady(pod, now) with
            {
                Reason = PodReason.NodeLost,
                Message = $"Node {pod.Spec.NodeName} which was running pod {pod.Metadata.Name} is unresponsive",
            }
            : pod.Status;
        return status with { Conditions = PodConditions.With(pod with { Status = status }, now, condition) };
    }

    /// <summary>The status of a pod whose node is not heard of: as far as anybody knows, it does not serve.</summary>
    /// <param name="pod">The pod with its status so far.</param>
    /// <param name="now">The time.</param>
    public static PodStatus NodeIsNotReady(Pod pod, DateTimeOffset now) =>
        PodLife.IsReady(pod.Status)
            ? pod.Status with { Conditions = PodConditions.With(pod, now, PodConditions.New(PodConditionType.Ready, false, PodReason.NodeNotReady)) }
            : pod.Status;

    /// <summary>What the pod's owner needs to know of it.</summary>
    public static PodSummary Summarize(Pod pod)
    {
        var ready = pod.Status.Conditions.FirstOrDefault(condition => condition is { Type: PodConditionType.Ready, Status: ConditionStatus.True });
        var created = pod.Metadata.CreationTimestamp ?? DateTimeOffset.MinValue;
        return new PodSummary
        {
            Name = pod.Metadata.Name,
            Uid = pod.Metadata.Uid,
            ControllerUid = pod.Metadata.ControllerReference()?.Uid,
            Phase = pod.Status.Phase ?? PodPhase.Pending,
            ReadySince = ready is null ? null : ready.LastTransitionTime ?? created,
            Deleting = pod.Metadata.DeletionTimestamp is not null,
            AtMostOnce = NodeLossPolicy.IsAtMostOnce(pod),
            Lost = pod.Status.Reason == PodReason.NodeLost,
            NodeName = pod.Spec.NodeName is { Length: > 0 } node ? node : null,
            CreatedAt = created,
            Restarts = pod.Status.ContainerStatuses.Select(status => status.RestartCount).DefaultIfEmpty(0).Max(),
            Labels = pod.Metadata.Labels,
        };
    }

    private static bool IsOwn(PodCondition condition) => PodConditions.OwnTypes.Contains(condition.Type);

    private static ImmutableArray<ContainerStatus> FirstStatuses(Pod pod, ImmutableArray<Container> containers, ImmutableArray<ContainerStatus> before)
    {
        var reason = PodContext.Of(pod.Spec, PodStage.Initializing).FirstReason;
        return before.IsEmpty ? [.. containers.Select(container => Waiting(container, reason))] : before;
    }

    private static ContainerStatus Waiting(Container container, string reason) => new()
    {
        Name = container.Name,
        Image = container.Image ?? "",
        State = new ContainerState { Waiting = new ContainerStateWaiting { Reason = reason } },
        Started = false,
    };
}
