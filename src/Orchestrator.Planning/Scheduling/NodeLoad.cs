using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling;

/// <summary>A node and the running sums of what its pods take, so that one more pod costs one addition and not a walk over all of them.</summary>
internal sealed class NodeLoad
{
    private readonly HashSet<string> uids = new(StringComparer.Ordinal);
    private readonly List<HostPort> ports = [];
    private readonly Dictionary<string, long> extended = new(StringComparer.Ordinal);
    private long milliCpu;
    private long memoryBytes;
    private long ephemeralStorageBytes;

    public NodeLoad(NodeView node)
    {
        Node = node;
        foreach (var pod in node.Pods)
        {
            Add(pod);
        }
    }

    public NodeView Node { get; }

    public int Pods => uids.Count;

    public bool Has(string uid) => uids.Contains(uid);

    /// <summary>Takes the pod in. A pod that is there already takes nothing more.</summary>
    public void Add(PodDemand pod)
    {
        if (!uids.Add(pod.Uid))
        {
            return;
        }

        milliCpu = Saturating.Add(milliCpu, pod.MilliCpu);
        memoryBytes = Saturating.Add(memoryBytes, pod.MemoryBytes);
        ephemeralStorageBytes = Saturating.Add(ephemeralStorageBytes, pod.EphemeralStorageBytes);
        ports.AddRange(pod.HostPorts);
        foreach (var (name, amount) in pod.Extended)
        {
            extended[name] = Saturating.Add(extended.GetValueOrDefault(name), amount);
        }
    }

    public bool HasPortsFor(PodDemand pod) => !pod.HostPorts.Any(wanted => ports.Exists(wanted.Collides));

    /// <summary>What is too little for the pod. A pod that requests nothing of a resource fits even where that resource is overcommitted.</summary>
    public ImmutableArray<string> Shortages(PodDemand pod)
    {
        var fewPods = Pods < Node.AllocatablePods;
        var enoughCpu = pod.MilliCpu <= 0 || pod.MilliCpu <= Free(Node.AllocatableMilliCpu, milliCpu);
        var enoughMemory = pod.MemoryBytes <= 0 || pod.MemoryBytes <= Free(Node.AllocatableMemoryBytes, memoryBytes);
        var enoughDisk = pod.EphemeralStorageBytes <= 0
            || Node.AllocatableEphemeralStorageBytes is not { } disk || pod.EphemeralStorageBytes <= Free(disk, ephemeralStorageBytes);
        var lacking = pod.Extended.Where(asked => asked.Value > 0 && asked.Value > Free(Node.AllocatableExtended.GetValueOrDefault(asked.Key), extended.GetValueOrDefault(asked.Key)));
        if (fewPods && enoughCpu && enoughMemory && enoughDisk && !lacking.Any())
        {
            return [];
        }

        var reasons = ImmutableArray.CreateBuilder<string>();
        Say(fewPods, FitReason.Pods);
        Say(enoughCpu, FitReason.Insufficient(ResourceName.Cpu));
        Say(enoughMemory, FitReason.Insufficient(ResourceName.Memory));
        Say(enoughDisk, FitReason.Insufficient(ResourceName.EphemeralStorage));
        reasons.AddRange(lacking.Select(asked => FitReason.Insufficient(asked.Key)));
        return reasons.ToImmutable();

        void Say(bool enough, string reason)
        {
            if (!enough)
            {
                reasons.Add(reason);
            }
        }
    }

    private static long Free(long allocatable, long taken) => Math.Max(0, allocatable) - taken;
}
