namespace Orchestrator.Agent.Stats;

/// <summary>What a container uses, as its control groups say.</summary>
public sealed record ContainerUsage
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Processor time since its start, in nanoseconds of one core.</summary>
    public required long CpuNanoseconds { get; init; }

    /// <summary>Memory, caches of files included, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Memory without the files that it has not touched of late, in bytes: what the kernel can't take back at once.</summary>
    public required long WorkingSetBytes { get; init; }

    /// <summary>Processes and threads; 0 where the kernel does not count them.</summary>
    public long Processes { get; init; }

    /// <summary>How often it wanted one more process than it may have.</summary>
    public long ProcessesRefused { get; init; }

    /// <summary>How many of its processes the kernel has killed for memory.</summary>
    public long OutOfMemoryKills { get; init; }
}
