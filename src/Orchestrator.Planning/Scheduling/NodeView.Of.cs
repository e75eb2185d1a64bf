using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Scheduling;

public sealed partial record NodeView
{
    private static readonly ImmutableHashSet<string> PressureTypes = [NodeConditionType.MemoryPressure, NodeConditionType.DiskPressure, NodeConditionType.PidPressure];

    // There are more of them than of all else that a scheduler sees of a node, and they rarely change.
    private static readonly ConditionalWeakTable<NodeStatus, ImmutableSortedDictionary<string, long>> ImagesOf = [];

    /// <summary>A node by what it says of itself, without pods.</summary>
    public static NodeView Of(Node node)
    {
        var allocatable = node.Status.Allocatable;
        var holding = node.Status.Conditions.Where(condition => condition.Status == ConditionStatus.True).Select(condition => condition.Type).ToList();
        return new NodeView
        {
            Name = node.Metadata.Name,
            Labels = node.Metadata.Labels,
            Unschedulable = node.Spec.Unschedulable || node.Metadata.DeletionTimestamp is not null,
            Ready = holding.Contains(NodeConditionType.Ready),
            Pressures = [.. holding.Where(PressureTypes.Contains)],
            Taints = node.Spec.Taints,
            AllocatableMilliCpu = allocatable.AmountOf(ResourceName.Cpu).MilliValue,
            AllocatableMemoryBytes = allocatable.AmountOf(ResourceName.Memory).Value,
            AllocatableEphemeralStorageBytes = allocatable.TryGetValue(ResourceName.EphemeralStorage, out var disk) ? disk.Value : null,
            AllocatablePods = (int)Math.Min(int.MaxValue, allocatable.AmountOf(ResourceName.Pods).Value),
            AllocatableExtended = allocatable.Where(amount => amount.Key.Contains('/', StringComparison.Ordinal))
                .ToImmutableSortedDictionary(amount => amount.Key, amount => amount.Value.Value, StringComparer.Ordinal),
            Images = ImagesOf.GetValue(node.Status, status => SizesOf(status.Images)),
        };
    }

    // An image has several names; each stands for it.
    private static ImmutableSortedDictionary<string, long> SizesOf(ImmutableArray<ContainerImage> images)
    {
        var sizes = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (var image in images)
        {
            foreach (var name in image.Names)
            {
                sizes[name] = image.SizeBytes;
            }
        }

        return sizes.ToImmutable();
    }
}
