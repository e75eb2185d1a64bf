using System.Collections.Immutable;

namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>
/// What a scheduler knows of a cluster: nodes, and the pods on them. It is told what changed, and each change costs what it touches, not what the cluster holds. Planners leave
/// it as they found it, unless they are asked to keep what they decided. It belongs to one thread at a time.
/// </summary>
public sealed class Cluster
{
    internal ClusterIndex Index { get; } = new();

    /// <summary>How many nodes there are.</summary>
    public int Nodes => Index.Nodes.Count;

    /// <summary>How many pods are on them.</summary>
    public int Pods => Index.Pods;

    /// <summary>A new node, or what has become of a known one.</summary>
    public void SetNode(ClusterNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        Index.SetNode(node);
    }

    /// <summary>Forgets a node and the pods on it; false where it is not known.</summary>
    public bool RemoveNode(string name)
    {
        var slot = Index.Nodes.SlotOf(name);
        if (slot >= 0)
        {
            Index.RemoveNode(slot);
        }

        return slot >= 0;
    }

    /// <summary>The labels of a namespace, for terms that select namespaces.</summary>
    public void SetNamespace(string name, ImmutableSortedDictionary<string, string> labels) => Index.SetNamespace(name, labels);

    /// <summary>A pod is on a node; one that is known elsewhere, or otherwise, moves. False where the node is not known.</summary>
    public bool Bind(ClusterPod pod, string node)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var slot = Index.Nodes.SlotOf(node);
        if (slot < 0)
        {
            return false;
        }

        Unbind(pod.Uid);
        Index.Sweep();
        Index.Add(pod, Index.Class(pod.Profile), slot);
        return true;
    }

    /// <summary>A pod is on no node any more; false where it was on none.</summary>
    public bool Unbind(string uid)
    {
        var known = Index.Pod(uid);
        if (known is not null)
        {
            Index.Remove(known);
        }

        return known is not null;
    }

    /// <summary>The node of a pod; null where it is on none.</summary>
    public string? NodeOf(string uid) => Index.Pod(uid) is { } pod ? Index.Nodes.Nodes[pod.Slot]!.Name : null;

    /// <summary>The uids of the pods on a node, in order.</summary>
    public ImmutableArray<string> PodsOn(string node) => Index.Nodes.SlotOf(node) is var slot and >= 0
        ? [.. Index.Nodes.Pods[slot].Select(pod => pod.Pod.Uid).Order(StringComparer.Ordinal)]
        : [];
}
