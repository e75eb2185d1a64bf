using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling.Snapshot;

public sealed partial record ClusterNode
{
    // How the node is says what these taints say, and they come and go a little later than it does.
    private static readonly ImmutableHashSet<string> SaidOtherwise =
    [
        TaintKey.NotReady, TaintKey.Unreachable, TaintKey.Unschedulable, TaintKey.MemoryPressure, TaintKey.DiskPressure, TaintKey.PidPressure,
    ];

    /// <summary>The node by what it says of itself.</summary>
    public static ClusterNode Of(NodeView node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return new ClusterNode
        {
            Name = node.Name,
            Labels = node.Labels,
            Taints = [.. TaintsOf(node), .. node.Pressures.Select(Pressure)],
            Unschedulable = node.Unschedulable,
            Unready = !node.Ready,
            Allocatable = Allocatables(node),
            Devices = node.Devices,
            Images = node.Images,
        };
    }

    /// <summary>The taints that say what nothing else says of the node.</summary>
    internal static IEnumerable<Taint> TaintsOf(NodeView node) => node.Taints.Where(taint => !SaidOtherwise.Contains(taint.Key));

    private static Taint Pressure(string condition) => new()
    {
        Key = condition switch
        {
            NodeConditionType.MemoryPressure => TaintKey.MemoryPressure,
            NodeConditionType.DiskPressure => TaintKey.DiskPressure,
            _ => TaintKey.PidPressure,
        },
        Effect = TaintEffect.NoSchedule,
    };

    private static ImmutableSortedDictionary<string, long> Allocatables(NodeView node)
    {
        var amounts = node.AllocatableExtended.ToBuilder();
        amounts[ResourceName.Cpu] = node.AllocatableMilliCpu;
        amounts[ResourceName.Memory] = node.AllocatableMemoryBytes;
        amounts[ResourceName.Pods] = node.AllocatablePods;
        if (node.AllocatableEphemeralStorageBytes is { } disk)
        {
            amounts[ResourceName.EphemeralStorage] = disk;
        }

        return amounts.ToImmutable();
    }
}
