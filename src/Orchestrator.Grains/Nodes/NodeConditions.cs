using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Grains.Nodes;

/// <summary>How a node is, by what its agent says or does not say. Reasons and messages of pressures are those that clients know from Kubernetes.</summary>
internal static class NodeConditions
{
    /// <summary>The conditions that a sign of life gives.</summary>
    public static ImmutableArray<NodeCondition> Of(NodeHeartbeat heartbeat) =>
    [
        Pressure(heartbeat, NodeConditionType.MemoryPressure, "KubeletHasInsufficientMemory", "kubelet has insufficient memory available", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
        Pressure(heartbeat, NodeConditionType.DiskPressure, "KubeletHasDiskPressure", "kubelet has disk pressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
        Pressure(heartbeat, NodeConditionType.PidPressure, "KubeletHasInsufficientPID", "kubelet has insufficient PID available", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
        heartbeat.EngineReady
            ? Condition(NodeConditionType.Ready, ConditionStatus.True, "AgentReady", heartbeat.Message)
            : Condition(NodeConditionType.Ready, ConditionStatus.False, "ContainerEngineNotReady", heartbeat.Message),
    ];

    /// <summary>The conditions of a node that nothing is heard of.</summary>
    public static ImmutableArray<NodeCondition> Silent { get; } =
    [
        .. new[] { NodeConditionType.MemoryPressure, NodeConditionType.DiskPressure, NodeConditionType.PidPressure, NodeConditionType.Ready }
            .Select(type => Condition(type, ConditionStatus.Unknown, "NodeStatusUnknown", "The node's agent stopped posting node status.")),
    ];

    private static NodeCondition Pressure(NodeHeartbeat heartbeat, string type, string shortReason, string shortMessage, string reason, string message) =>
        heartbeat.Pressures.Contains(type)
            ? Condition(type, ConditionStatus.True, shortReason, shortMessage)
            : Condition(type, ConditionStatus.False, reason, message);

    private static NodeCondition Condition(string type, string status, string reason, string message) =>
        new() { Type = type, Status = status, Reason = reason, Message = message };
}
