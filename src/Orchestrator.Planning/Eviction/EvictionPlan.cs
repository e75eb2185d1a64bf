using System.Collections.Immutable;

namespace Orchestrator.Planning.Eviction;

/// <summary>What a node under pressure does.</summary>
public sealed record EvictionPlan
{
    /// <summary>What to remember.</summary>
    public required EvictionState State { get; init; }

    /// <summary>Types of the node's conditions that hold, in order.</summary>
    public ImmutableArray<string> Pressures { get; init; } = [];

    /// <summary>The threshold that asks for something now, or null.</summary>
    public EvictionThreshold? Pressing { get; init; }

    /// <summary>Whether what nobody uses on disk (images, dead containers) is to go before any pod does.</summary>
    public bool ReclaimDisk { get; init; }

    /// <summary>Pods that exceed a limit of their own, and at most one more for the node's sake.</summary>
    public ImmutableArray<PodEviction> Evictions { get; init; } = [];
}
