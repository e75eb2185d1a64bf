using System.Collections.Immutable;
using Orchestrator.Agent.Devices;
using Orchestrator.Resources.Core;

namespace Orchestrator.Host.Serving;

/// <summary>What of the machine pods may use, and when they have to leave it. Null everywhere means the agent's own setting.</summary>
internal sealed record NodeResources
{
    /// <summary>CPU kept for the system, in thousandths of a core.</summary>
    public long? ReservedMilliCpu { get; init; }

    /// <summary>Memory kept for the system, in bytes.</summary>
    public long? ReservedMemoryBytes { get; init; }

    /// <summary>Thresholds below which pods are evicted at once.</summary>
    public string? EvictionHard { get; init; }

    /// <summary>Thresholds below which pods are evicted when that lasts.</summary>
    public string? EvictionSoft { get; init; }

    /// <summary>For how long a soft threshold has to be met.</summary>
    public TimeSpan? EvictionSoftGrace { get; init; }

    /// <summary>Most processes and threads of a container.</summary>
    public long? ContainerPidsMax { get; init; }

    /// <summary>Taints that the node gets when it registers for the first time.</summary>
    public ImmutableArray<Taint> Taints { get; init; } = [];

    /// <summary>What the machine has besides that pods may request.</summary>
    public ImmutableSortedDictionary<string, Quantity> Extended { get; init; } = QuantityMap.Empty;

    /// <summary>The program that knows NVIDIA GPUs; empty looks for none.</summary>
    public string? NvidiaSmi { get; init; }

    /// <summary>By how many pods a GPU can be shared in slices of time.</summary>
    public int? GpuTimeSlices { get; init; }

    /// <summary>How the engine is asked for GPUs.</summary>
    public DeviceInjection? DeviceInjection { get; init; }

    /// <summary>Folders with specifications of the Container Device Interface.</summary>
    public ImmutableArray<string> CdiFolders { get; init; } = [];

    /// <summary>Sets what was said of devices; what was not stays as it is.</summary>
    public void Set(DeviceOptions devices)
    {
        devices.NvidiaSmi = NvidiaSmi ?? devices.NvidiaSmi;
        devices.TimeSlices = GpuTimeSlices ?? devices.TimeSlices;
        devices.Injection = DeviceInjection ?? devices.Injection;
        devices.CdiFolders = CdiFolders.IsEmpty ? devices.CdiFolders : CdiFolders;
    }
}
