using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Explaining;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Explaining;

/// <summary>What a node has left, by what the API says of it and of the pods on it.</summary>
internal static class NodeRoom
{
    private static readonly ImmutableHashSet<string> Pressures = [NodeConditionType.MemoryPressure, NodeConditionType.DiskPressure, NodeConditionType.PidPressure];

    /// <summary>The node as a scheduler sees it.</summary>
    public static NodeView View(Node node, IEnumerable<Pod> pods)
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

    /// <summary>What the node lacks for the pod.</summary>
    public static ImmutableArray<Shortfall> Lacks(PodDemand pod, NodeView node)
    {
        var asked = new List<(string Resource, long Asked, long? Allocatable, long Taken)>
        {
            (ResourceName.Pods, 1, node.AllocatablePods, node.Pods.Length),
            (ResourceName.Cpu, pod.MilliCpu, node.AllocatableMilliCpu, Sum(node, one => one.MilliCpu)),
            (ResourceName.Memory, pod.MemoryBytes, node.AllocatableMemoryBytes, Sum(node, one => one.MemoryBytes)),
            (ResourceName.EphemeralStorage, pod.EphemeralStorageBytes, node.AllocatableEphemeralStorageBytes, Sum(node, one => one.EphemeralStorageBytes)),
        };
        asked.AddRange(pod.Extended.Select(one => (
            one.Key, one.Value, (long?)node.AllocatableExtended.GetValueOrDefault(one.Key), Sum(node, other => other.Extended.GetValueOrDefault(one.Key)))));
        return
        [
            .. asked.Where(one => one.Asked > 0 && one.Allocatable is { } whole && one.Asked > whole - one.Taken)
                .Select(one => new Shortfall(one.Resource, one.Asked, one.Allocatable!.Value - one.Taken, one.Allocatable.Value)),
        ];
    }

    // Sums that no machine could hold stay at the largest number instead of wrapping.
    private static long Sum(NodeView node, Func<PodDemand, long> amount)
    {
        var sum = node.Pods.Aggregate((Int128)0, (total, pod) => total + amount(pod));
        return sum > long.MaxValue / 2 ? long.MaxValue / 2 : (long)sum;
    }
}
