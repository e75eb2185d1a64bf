namespace Orchestrator.Planning.Eviction;

/// <summary>What one container of a pod uses and asked for.</summary>
public sealed record ContainerConsumption
{
    /// <summary>The container's name.</summary>
    public required string Name { get; init; }

    /// <summary>Memory in its working set, in bytes.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Memory that it requested, in bytes.</summary>
    public long MemoryRequestBytes { get; init; }

    /// <summary>What it has written to its own layer and its logs, in bytes.</summary>
    public long DiskBytes { get; init; }

    /// <summary>Disk space that it requested, in bytes.</summary>
    public long DiskRequestBytes { get; init; }

    /// <summary>Most that it may write, in bytes; null is no limit.</summary>
    public long? DiskLimitBytes { get; init; }
}
