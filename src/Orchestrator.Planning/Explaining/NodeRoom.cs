using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Explaining;

/// <summary>What a node has left, by what the API says of it and of the pods on it.</summary>
internal static class NodeRoom
{
    private static readonly ImmutableHashSet<string> Pressures = [NodeConditionType.MemoryPressure, NodeConditionType.DiskPressure, NodeConditionType.PidPressure];

    /// <summary>All nodes with their pods.</summary>
    public static Cluster ClusterOf(IEnumerable<Node> nodes, IReadOnlyCollection<Pod> pods)
    {
        var cluster = new Cluster();
        foreach (var node in nodes)
        {
            var view = View(node, pods);
            cluster.SetNode(ClusterNode.Of(view));
            foreach (var pod in view.Pods)
            {
                cluster.Bind(ClusterPod.Of(pod), view.Name);
            }
        }

        return cluster;
    }

    private static NodeView View(Node node, IEnumerable<Pod> pods)
    {
        var allocatable = node.Status.Allocatable;
        return new NodeView
        {
            Name = node.Metadata.Name,
            Labels = node.Metadata.Labels,
            Unschedulable = node.Spec.Unschedulable || node.Metadata.DeletionTimestamp is not null,
            Ready = NodeCauses.ReadyOf(node) is { Status: ConditionStatus.True },
            Pressures = [.. node.Status.Conditions.Where(condition => Pressures.Contains(condition.Type) && condition.Status == ConditionStatus.True).Select(condition => condition.Type)],
            Taints = node.Spec.Taints,
            AllocatableMilliCpu = allocatable.AmountOf(ResourceName.Cpu).MilliValue,
            AllocatableMemoryBytes = allocatable.AmountOf(ResourceName.Memory).Value,
            AllocatableEphemeralStorageBytes = allocatable.TryGetValue(ResourceName.EphemeralStorage, out var disk) ? disk.Value : null,
            AllocatablePods = (int)Math.Min(int.MaxValue, allocatable.AmountOf(ResourceName.Pods).Value),
            AllocatableExtended = allocatable.Where(amount => amount.Key.Contains('/', StringComparison.Ordinal))
                .ToImmutableSortedDictionary(amount => amount.Key, amount => amount.Value.Value, StringComparer.Ordinal),
            Pods = [.. pods.Where(pod => pod.Spec.NodeName == node.Metadata.Name && pod.Status.Phase is not (PodPhase.Succeeded or PodPhase.Failed)).Select(PodDemand.Of)],
        };
    }
}
