using System.Collections.Immutable;
using Orchestrator.Planning.Nodes;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling.Filters;

/// <summary>
/// What a pod asks of a node that the node alone answers, in the order in which Kubernetes asks: cordon, readiness, name, taints, selector and affinity, volumes. No eviction
/// helps against any of it.
/// </summary>
internal sealed class NodeRules
{
    private static readonly Taint Cordon = new() { Key = TaintKey.Unschedulable, Effect = TaintEffect.NoSchedule };
    private static readonly Taint NotReady = new() { Key = TaintKey.NotReady, Effect = TaintEffect.NoSchedule };
    private static readonly Taint Unreachable = new() { Key = TaintKey.Unreachable, Effect = TaintEffect.NoSchedule };

    private readonly PodProfile _profile;
    private readonly bool _toleratesCordon;
    private readonly bool _toleratesUnready;
    private readonly ImmutableArray<LabelRule> _labels;
    private readonly NodeSelectorRule? _affinity;
    private readonly ImmutableArray<NodeSelectorRule> _volumes;

    public NodeRules(PodProfile profile, Func<string, LabelColumn> column)
    {
        _profile = profile;
        _toleratesCordon = ToleratesCordon(profile.Tolerations);
        _toleratesUnready = ToleratesUnready(profile.Tolerations);
        _labels = [.. profile.NodeSelector.Select(label =>
            new LabelRule(column(label.Key), new NodeSelectorRequirement { Key = label.Key, Operator = NodeSelectorOperator.In, Values = [label.Value] }))];
        _affinity = profile.Affinity?.NodeAffinity?.Required is { } required ? new NodeSelectorRule(required, column) : null;
        _volumes = [.. profile.VolumeNodeAffinities.Select(volume => new NodeSelectorRule(volume, column))];
    }

    /// <summary>Whether a cordon does not keep off who tolerates this.</summary>
    public static bool ToleratesCordon(ImmutableArray<Toleration> tolerations) => Tolerance.Has(tolerations, Cordon);

    /// <summary>Whether a node that is not ready, for whatever reason, does not keep off who tolerates this.</summary>
    public static bool ToleratesUnready(ImmutableArray<Toleration> tolerations) => Tolerance.Has(tolerations, NotReady) && Tolerance.Has(tolerations, Unreachable);

    /// <summary>Whether a taint keeps off who tolerates this.</summary>
    public static bool KeepsOff(Taint taint, ImmutableArray<Toleration> tolerations) => taint.Effect != TaintEffect.PreferNoSchedule && !Tolerance.Has(tolerations, taint);

    /// <summary>Whether all of it holds.</summary>
    public bool Hold(ClusterNode node, int slot) => First(node, slot, out _) == NodeObstacle.None;

    /// <summary>Whether the pod's selector and affinity take the node.</summary>
    public bool Selects(ClusterNode node, int slot)
    {
        foreach (var label in _labels)
        {
            if (!label.Holds(slot))
            {
                return false;
            }
        }

        return _affinity is null || _affinity.Holds(node, slot);
    }

    /// <summary>Whether the pod tolerates the node's taints.</summary>
    public bool Tolerates(ClusterNode node) => Untolerated(node) is null;

    /// <summary>Why the node does not take the pod; null where it does.</summary>
    public string? Reason(ClusterNode node, int slot) => First(node, slot, out var taint) switch
    {
        NodeObstacle.None => null,
        NodeObstacle.Unschedulable => FitReason.Unschedulable,
        NodeObstacle.NotReady => FitReason.NotReady,
        NodeObstacle.Name => FitReason.Name,
        NodeObstacle.Taint => FitReason.Tainted(taint!),
        NodeObstacle.Selector => FitReason.Selector,
        _ => FitReason.Volume,
    };

    private NodeObstacle First(ClusterNode node, int slot, out Taint? taint)
    {
        taint = null;
        if (node.Unschedulable && !_toleratesCordon)
        {
            return NodeObstacle.Unschedulable;
        }

        if (node.Unready && !_toleratesUnready)
        {
            return NodeObstacle.NotReady;
        }

        if (_profile.NodeName is not null && _profile.NodeName != node.Name)
        {
            return NodeObstacle.Name;
        }

        taint = Untolerated(node);
        if (taint is not null)
        {
            return NodeObstacle.Taint;
        }

        return !Selects(node, slot) ? NodeObstacle.Selector : VolumesReach(node, slot) ? NodeObstacle.None : NodeObstacle.Volume;
    }

    private Taint? Untolerated(ClusterNode node)
    {
        foreach (var taint in node.Taints)
        {
            if (KeepsOff(taint, _profile.Tolerations))
            {
                return taint;
            }
        }

        return null;
    }

    private bool VolumesReach(ClusterNode node, int slot)
    {
        foreach (var volume in _volumes)
        {
            if (!volume.Holds(node, slot))
            {
                return false;
            }
        }

        return true;
    }
}
