using System.Collections.Immutable;
using Orchestrator.Contracts;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Grains.Nodes;

/// <summary>How a node is, by what its agent says or does not say. Reasons and messages of pressures are those that clients know from Kubernetes.</summary>
internal static class NodeConditions
{
    /// <summary>The conditions that a sign of life gives.</summary>
    /// <param name="heartbeat">The sign of life.</param>
    /// <param name="losses">How often the node has been lost: what runs on it must have been compared with what is bound to it since the last time.</param>
    public static ImmutableArray<NodeCondition> Of(NodeHeartbeat heartbeat, long losses) =>
    [
        Pressure(heartbeat, NodeConditionType.MemoryPressure, "KubeletHasInsufficientMemory", "kubelet has insufficient memory available", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
        Pressure(heartbeat, NodeConditionType.DiskPressure, "KubeletHasDiskPressure", "kubelet has disk pressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
        Pressure(heartbeat, NodeConditionType.PidPressure, "KubeletHasInsufficientPID", "kubelet has insufficient PID available", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
        Ready(heartbeat, losses),
    ];

    /// <summary>The conditions of a node that nothing is heard of.</summary>
    public static ImmutableArray<NodeCondition> Silent { get; } =
    [
        .. new[] { NodeConditionType.MemoryPressure, NodeConditionType.DiskPressure, NodeConditionType.PidPressure, NodeConditionType.Ready }
            .Select(type => Condition(type, ConditionStatus.Unknown, "NodeStatusUnknown", "The node's agent stopped posting node status.")),
    ];

    /// <summary>Whether a node with these conditions is ready.</summary>
    public static bool IsReady(Node node) => node.Status.Conditions.Any(condition => condition is { Type: NodeConditionType.Ready, Status: ConditionStatus.True });

    /// <summary>Whether a condition is for the node's agent to say, and for those who miss it.</summary>
    public static bool IsOwn(NodeCondition condition) => Silent.Any(own => own.Type == condition.Type);

    private static NodeCondition Ready(NodeHeartbeat heartbeat, long losses)
    {
        var (status, reason, message) = heartbeat switch
        {
            { Leaving: true } => (ConditionStatus.False, "AgentStopped", "The node's agent was stopped. Its containers go on."),
            { EngineReady: false } => (ConditionStatus.False, "ContainerEngineNotReady", heartbeat.Message),
            _ when heartbeat.Compared < losses => (ConditionStatus.False, "BindingsNotCompared", "The node drops what is not bound to it any more."),
            _ => (ConditionStatus.True, "AgentReady", heartbeat.Message),
        };
        return Condition(NodeConditionType.Ready, status, reason, message);
    }

    private static NodeCondition Pressure(NodeHeartbeat heartbeat, string type, string shortReason, string shortMessage, string reason, string message) =>
        heartbeat.Pressures.Contains(type)
            ? Condition(type, ConditionStatus.True, shortReason, shortMessage)
            : Condition(type, ConditionStatus.False, reason, message);

    private static NodeCondition Condition(string type, string status, string reason, string message) =>
        new() { Type = type, Status = status, Reason = reason, Message = message };
}
