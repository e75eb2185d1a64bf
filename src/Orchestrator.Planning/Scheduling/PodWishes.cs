using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling;

/// <summary>What a pod asks of a choice of nodes, and what nobody asks any more once it has one.</summary>
public sealed record PodWishes
{
    /// <summary>How it is spread.</summary>
    public ImmutableArray<TopologySpreadConstraint> TopologySpreadConstraints { get; init; } = [];

    /// <summary>Whether it says nothing of that, so that the constraints are those that every replica gets.</summary>
    public bool IsSpreadByDefault { get; init; }

    /// <summary>Images of its containers and init containers, one for each.</summary>
    public ImmutableArray<string> Images { get; init; } = [];

    /// <summary>Whether it displaces no other pod, however much it matters.</summary>
    public bool NeverPreempts { get; init; }

    /// <summary>The node on which others are displaced for it; null where none is known.</summary>
    public string? NominatedNodeName { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
