using System.Collections.Immutable;
using Orchestrator.Planning.Nodes;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling;

/// <summary>
/// Whether a node takes a pod. The scheduler proposes and the node admits by this one function, so the two never differ about anything but how fresh their view is.
/// </summary>
public static class NodeFit
{
    // How the node is says what these taints say, and says it better.
    private static readonly ImmutableHashSet<string> SaidOtherwise =
    [
        TaintKey.NotReady, TaintKey.Unreachable, TaintKey.Unschedulable, TaintKey.MemoryPressure, TaintKey.DiskPressure, TaintKey.PidPressure,
    ];

    private static readonly Taint Cordoned = Off(TaintKey.Unschedulable);
    private static readonly Taint NotReady = Off(TaintKey.NotReady);
    private static readonly Taint Unreachable = Off(TaintKey.Unreachable);

    /// <summary>
    /// Why the node does not take the pod; empty where it does. As in Kubernetes, the first kind of obstacle answers: cordoned, not ready, taints, labels, pressure, ports, and then all
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

        if (node.Unschedulable && !Tolerance.Has(pod.Tolerations, Cordoned))
        {
            return [FitReason.Unschedulable];
        }

        if (!node.Ready && !(Tolerance.Has(pod.Tolerations, NotReady) && Tolerance.Has(pod.Tolerations, Unreachable)))
        {
            return [FitReason.NotReady];
        }

        if (node.Taints.FirstOrDefault(taint => KeepsOff(taint) && !Tolerance.Has(pod.Tolerations, taint)) is { } taint)
        {
            return [FitReason.Tainted(taint)];
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
        if (node.Pressures.Contains(NodeConditionType.DiskPressure) && !Tolerance.Has(pod.Tolerations, Off(TaintKey.DiskPressure)))
        {
            return FitReason.DiskPressure;
        }

        if (node.Pressures.Contains(NodeConditionType.PidPressure) && !Tolerance.Has(pod.Tolerations, Off(TaintKey.PidPressure)))
        {
            return FitReason.PidPressure;
        }

        return pod.BestEffort && node.Pressures.Contains(NodeConditionType.MemoryPressure) && !Tolerance.Has(pod.Tolerations, Off(TaintKey.MemoryPressure)) ? FitReason.MemoryPressure : null;
    }

    /// <summary>How many taints the pod would rather not have.</summary>
    internal static int Disliked(PodDemand pod, NodeView node) =>
        node.Taints.Count(taint => taint.Effect == TaintEffect.PreferNoSchedule && !Tolerance.Has(pod.Tolerations, taint));

    private static bool KeepsOff(Taint taint) => taint.Effect != TaintEffect.PreferNoSchedule && !SaidOtherwise.Contains(taint.Key);

    private static Taint Off(string key) => new() { Key = key, Effect = TaintEffect.NoSchedule };

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
