using System.Collections.Immutable;
using Orchestrator.Planning.Nodes;
using Orchestrator.Planning.Scheduling.Filters;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling;

/// <summary>
/// Whether a node takes a pod that a scheduler proposes, or that names the node itself and so passes by the scheduler: what could not run is refused, and what is a matter of wishes
/// is not asked again. A proposal is also refused by a node that was closed after the scheduler saw it: who cordons a node gets no further pod there. In all of this a scheduler's
/// <see cref="Cluster"/> never differs from the node but in how fresh its view is.
/// </summary>
public static class NodeFit
{
    private static readonly Taint DiskPressure = Off(TaintKey.DiskPressure);
    private static readonly Taint PidPressure = Off(TaintKey.PidPressure);
    private static readonly Taint MemoryPressure = Off(TaintKey.MemoryPressure);

    /// <summary>Why the node does not take the pod; empty where it does. The first kind of obstacle answers, and then all resources that are too little. A pod that the node has already fits.</summary>
    public static ImmutableArray<string> Check(PodDemand pod, NodeView node) => Check(pod, new NodeLoad(node));

    private static ImmutableArray<string> Check(PodDemand pod, NodeLoad load)
    {
        if (load.Has(pod.Uid))
        {
            return [];
        }

        if (pod.IsProposed && Closed(pod, load.Node) is { } closed)
        {
            return [closed];
        }

        if (Pressure(pod, load.Node) is { } pressure)
        {
            return [FitReason.Tainted(pressure)];
        }

        return load.HasPortsFor(pod) ? load.Shortages(pod) : [FitReason.Ports];
    }

    private static string? Closed(PodDemand pod, NodeView node)
    {
        if (node.Unschedulable && !NodeRules.ToleratesCordon(pod.Tolerations))
        {
            return FitReason.Unschedulable;
        }

        if (!node.Ready && !NodeRules.ToleratesUnready(pod.Tolerations))
        {
            return FitReason.NotReady;
        }

        return ClusterNode.TaintsOf(node).FirstOrDefault(taint => NodeRules.KeepsOff(taint, pod.Tolerations)) is { } kept ? FitReason.Tainted(kept) : null;
    }

    // As Kubernetes taints nodes: short of memory, one still takes what asked for some.
    private static Taint? Pressure(PodDemand pod, NodeView node)
    {
        if (Keeps(NodeConditionType.DiskPressure, DiskPressure))
        {
            return DiskPressure;
        }

        if (Keeps(NodeConditionType.PidPressure, PidPressure))
        {
            return PidPressure;
        }

        return pod.BestEffort && Keeps(NodeConditionType.MemoryPressure, MemoryPressure) ? MemoryPressure : null;

        bool Keeps(string condition, Taint taint) => node.Pressures.Contains(condition) && !Tolerance.Has(pod.Tolerations, taint);
    }

    private static Taint Off(string key) => new() { Key = key, Effect = TaintEffect.NoSchedule };
}
