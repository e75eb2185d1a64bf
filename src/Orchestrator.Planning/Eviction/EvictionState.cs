using System.Collections.Immutable;

namespace Orchestrator.Planning.Eviction;

/// <summary>What has to be remembered from one look to the next.</summary>
public sealed record EvictionState
{
    /// <summary>Nothing was seen yet.</summary>
    public static EvictionState Empty { get; } = new();

    /// <summary>Since when each threshold is met without a break.</summary>
    public ImmutableDictionary<EvictionThreshold, DateTimeOffset> MetSince { get; init; } = ImmutableDictionary<EvictionThreshold, DateTimeOffset>.Empty;

    /// <summary>When each condition of the node was last observed, by its type.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> PressureAt { get; init; } = ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);
}
