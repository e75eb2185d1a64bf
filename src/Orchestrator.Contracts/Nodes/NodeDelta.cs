using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling;
using Orleans;

namespace Orchestrator.Contracts;

/// <summary>What has become of a node since somebody last looked at it.</summary>
[Immutable]
public sealed record NodeDelta
{
    /// <summary>To be given with the next look.</summary>
    public required string Mark { get; init; }

    /// <summary>Whether there is no such Node.</summary>
    public bool Gone { get; init; }

    /// <summary>Whether this is all of it, so that what was known before is void.</summary>
    public bool Whole { get; init; }

    /// <summary>The node without its pods; null where nothing of it changed.</summary>
    public NodeView? Node { get; init; }

    /// <summary>Pods that are on it, and were not, or not so.</summary>
    public ImmutableArray<PodDemand> Added { get; init; } = [];

    /// <summary>Uids of pods that were on it, and are not.</summary>
    public ImmutableArray<string> Removed { get; init; } = [];
}
