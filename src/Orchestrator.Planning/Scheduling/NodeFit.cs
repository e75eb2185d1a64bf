using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling;

/// <summary>
/// Whether a node takes a pod. The scheduler proposes and the node admits by this one function, so the two never differ about anything but how fresh their view is.
/// </summary>
public static class NodeFit
{
    /// <summary>
    /// Why the node does not take the pod; empty where it does. As in Kubernetes, the first kind of obstacle answers: cordoned, not ready, labels, pressure, ports, and then all
    /// resources that are too little. A pod that the node has already fits.
    /// </summary>
    public static ImmutableArray<string> Check(PodDemand pod, NodeView node) => Check(pod, new NodeLoad(node));

    /// <summary>
    /// The part that holds even for a pod that names its node itself, and so passes by the scheduler: ports and resources. What could not run is refused, and what
    /// its author asked for against a cordon or without the labels is not.
    /// </summary>
    public static ImmutableArray<string> CheckResources(PodDemand pod, NodeView node) => CheckResources(pod, new NodeLoad(node));

    internal static ImmutableArray<string> Check(PodDemand pod, NodeLoad load)
    {
        var node = load.Node;
        if (load.Has(pod.Uid))
        {
            return [];
        }

        if (node.Unschedulable)
        {
            return [FitReason.Unschedulable];
        }

        if (!node.Ready)
        {
            return [FitReason.NotReady];
        }

        return Selects(pod, node) ? CheckResources(pod, load) : [FitReason.Selector];
    }

    private static ImmutableArray<string> CheckResources(PodDemand pod, NodeLoad load)
    {
        if (load.Has(pod.Uid))
        {
            return [];
        }

        if (Pressure(pod, load.Node) is { } pressure)
        {
            return [pressure];
        }

        return load.HasPortsFor(pod) ? load.Shortages(pod) : [FitReason.Ports];
    }

    // As Kubernetes taints nodes: short of memory, one still takes what asked for some.
    private static string? Pressure(PodDemand pod, NodeView node)
    {
        if (node.Pressures.Contains(NodeConditionType.DiskPressure))
        {
            return FitReason.DiskPressure;
        }

        if (node.Pressures.Contains(NodeConditionType.PidPressure))
        {
            return FitReason.PidPressure;
        }

        return pod.BestEffort && node.Pressures.Contains(NodeConditionType.MemoryPressure) ? FitReason.MemoryPressure : null;
    }

    private static bool Selects(PodDemand pod, NodeView node)
    {
        foreach (var (key, wanted) in pod.NodeSelector)
        {
            if (!node.Labels.TryGetValue(key, out var value) || value != wanted)
            {
                return false;
            }
        }

        return true;
    }
}
