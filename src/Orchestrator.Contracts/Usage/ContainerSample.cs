using Orleans;

namespace Orchestrator.Contracts.Usage;

/// <summary>What a container uses at one time.</summary>
[Immutable]
public sealed record ContainerSample
{
    /// <summary>Its name in the pod.</summary>
    public required string Name { get; init; }

    /// <summary>When it was looked at.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Processor time since its start, in nanoseconds of one core: two samples say how many cores it uses.</summary>
    public required long CpuNanoseconds { get; init; }

    /// <summary>Memory without the files that it has not touched of late, in bytes.</summary>
    public required long WorkingSetBytes { get; init; }

    /// <summary>Memory, caches of files included, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Processes and threads; 0 where the kernel does not count them.</summary>
    public long Processes { get; init; }
}
