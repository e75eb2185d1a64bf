using System.Collections.Immutable;

namespace Orchestrator.Planning.Eviction;

/// <summary>What a pod uses of its node, and how much it matters.</summary>
public sealed record PodConsumption
{
    /// <summary>The pod's uid.</summary>
    public required string Uid { get; init; }

    /// <summary>Its priority: more is more important.</summary>
    public int Priority { get; init; }

    /// <summary>Whether the node cannot do without it; then it is evicted for nothing.</summary>
    public bool Critical { get; init; }

    /// <summary>What its containers use.</summary>
    public ImmutableArray<ContainerConsumption> Containers { get; init; } = [];

    /// <summary>What is in its volumes.</summary>
    public ImmutableArray<VolumeConsumption> Volumes { get; init; } = [];

    /// <summary>Inodes that it uses.</summary>
    public long Inodes { get; init; }

    /// <summary>Processes and threads that it has.</summary>
    public long Processes { get; init; }

    /// <summary>How long its containers have to end.</summary>
    public TimeSpan TerminationGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Memory of all its containers, in bytes.</summary>
    public long MemoryBytes => Containers.Sum(container => container.MemoryBytes);

    /// <summary>Memory that it requested, in bytes.</summary>
    public long MemoryRequestBytes => Containers.Sum(container => container.MemoryRequestBytes);

    /// <summary>Disk of all its containers and its volumes on disk, in bytes.</summary>
    public long DiskBytes => Containers.Sum(container => container.DiskBytes) + Volumes.Where(volume => volume.OnDisk).Sum(volume => volume.Bytes);

    /// <summary>Disk that it requested, in bytes.</summary>
    public long DiskRequestBytes => Containers.Sum(container => container.DiskRequestBytes);
}
