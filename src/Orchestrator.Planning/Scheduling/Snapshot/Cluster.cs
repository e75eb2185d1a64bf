using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Filters;

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

    /// <summary>
    /// A node says that a pod is on it. One that was placed there stays as it was, and as told to end and as deleted as it was: only its labels, its start, its priority and its group may be others. False where
    /// the node is not known.
    /// </summary>
    public bool Confirm(ClusterPod pod, string node)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var known = Index.Pod(pod.Uid);
        var told = pod with { Terminating = known?.Pod.Terminating == true, Leaving = known?.Pod.Leaving == true };
        if (known is null || known.Slot != Index.Nodes.SlotOf(node) || !known.Class.Profile.Labels.SequenceEqual(pod.Profile.Labels))
        {
            return Bind(told, node);
        }

        Index.Replace(known, told);
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

    /// <summary>A pod on a node was told to end, or was not after all: it takes its room still, and is nobody's victim again. False where it is on none.</summary>
    public bool SetTerminating(string uid, bool terminating)
    {
        var known = Index.Pod(uid);
        if (known is not null && known.Pod.Terminating != terminating)
        {
            Index.Replace(known, known.Pod with { Terminating = terminating });
        }

        return known is not null;
    }

    /// <summary>A pod on a node is being deleted: it takes its room still. False where it is on none.</summary>
    public bool SetLeaving(string uid)
    {
        var known = Index.Pod(uid);
        if (known is { Pod.Leaving: false })
        {
            Index.Replace(known, known.Pod with { Leaving = true });
        }

        return known is not null;
    }

    /// <summary>Keeps room on a node for a pod for which others were displaced there, in place of what was kept for it before. False where the node is not known.</summary>
    public bool Nominate(ClusterPod pod, string node)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var slot = Index.Nodes.SlotOf(node);
        if (slot >= 0)
        {
            Index.Nominate(pod, Index.Class(pod.Profile), slot);
        }

        return slot >= 0;
    }

    /// <summary>Keeps no room for a pod any more.</summary>
    public void Denominate(string uid) => Index.Forget(uid);

    /// <summary>The node that keeps room for a pod; null where none does.</summary>
    public string? NominatedNodeOf(string uid) => Index.NominationOf(uid) is { } nomination ? Index.Nodes.Nodes[nomination.Slot]!.Name : null;

    /// <summary>Whether a node takes a pod now, where it would be one pod more.</summary>
    public bool Takes(ClusterPod pod, string node)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var slot = Index.Nodes.SlotOf(node);
        var podClass = Index.Class(pod.Profile);
        return slot >= 0 && podClass.Nodes.Has(slot) && PodFit.Fits(Index, podClass, slot);
    }

    /// <summary>Whether a pod's node still is as the pod asks, whoever else is there. False where it is on none.</summary>
    public bool Suits(string uid) => Index.Pod(uid) is { } pod && pod.Class.Nodes.Has(pod.Slot);

    /// <summary>Whether a pod is on a node that matters less, and was not told to end.</summary>
    public bool HasLesser(int priority)
    {
        for (var slot = 0; slot < Index.Nodes.End; slot++)
        {
            if (Index.Nodes.LeastPriority[slot] < priority && Index.Nodes.Nodes[slot] is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many pods of a group are on nodes and were not told to end.</summary>
    public int InGang(string ns, string name) => Index.InGang(ns, name);

    /// <summary>The node of a pod; null where it is on none.</summary>
    public string? NodeOf(string uid) => Index.Pod(uid) is { } pod ? Index.Nodes.Nodes[pod.Slot]!.Name : null;

    /// <summary>A pod that is on a node; null where it is on none.</summary>
    public ClusterPod? Find(string uid) => Index.Pod(uid)?.Pod;

    /// <summary>The uids of the pods on a node, in order.</summary>
    public ImmutableArray<string> PodsOn(string node) => Index.Nodes.SlotOf(node) is var slot and >= 0
        ? [.. Index.Nodes.Pods[slot].Select(pod => pod.Pod.Uid).Order(StringComparer.Ordinal)]
        : [];
}
