using System.Collections.Immutable;

namespace Orchestrator.Planning.Nodes;

/// <summary>Which nodes may lose their pods.</summary>
public sealed record DisruptionPlan
{
    /// <summary>How each zone is.</summary>
    public required ImmutableSortedDictionary<string, ZoneState> Zones { get; init; }

    /// <summary>The nodes that may lose their pods now, and since when each may.</summary>
    public required ImmutableSortedDictionary<string, DateTimeOffset> Permits { get; init; }

    /// <summary>When the next permit of each zone may be given.</summary>
    public required ImmutableSortedDictionary<string, DateTimeOffset> NextPermitAt { get; init; }

    /// <summary>Whether nothing is evicted because no node at all is ready: then it is more likely that whoever judges them is cut off.</summary>
    public bool IsStopped { get; init; }

    /// <summary>When to look again although nothing has changed; null where only a change makes a difference.</summary>
    public DateTimeOffset? LookAgainAt { get; init; }
}
