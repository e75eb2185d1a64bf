using System.Collections.Immutable;

namespace Orchestrator.Planning.Eviction;

/// <summary>When a node evicts.</summary>
public sealed record EvictionSettings
{
    /// <summary>All thresholds, hard and soft.</summary>
    public ImmutableArray<EvictionThreshold> Thresholds { get; init; } = EvictionThresholds.Parse(EvictionThresholds.DefaultHard);

    /// <summary>How long a node counts as short of something after it last was (Kubernetes' evictionPressureTransitionPeriod).</summary>
    public TimeSpan PressureTransition { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest grace of a pod that a soft threshold evicts.</summary>
    public TimeSpan SoftGraceMax { get; init; } = TimeSpan.FromSeconds(30);
}
