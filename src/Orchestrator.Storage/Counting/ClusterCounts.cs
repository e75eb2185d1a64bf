using System.Collections.Immutable;

namespace Orchestrator.Storage.Counting;

/// <summary>How many objects there are, by a state of few values.</summary>
internal sealed record ClusterCounts
{
    /// <summary>Pods by phase; each phase is there.</summary>
    public required ImmutableSortedDictionary<string, long> PodsByPhase { get; init; }

    /// <summary>Nodes by the status of their condition Ready; each status is there.</summary>
    public required ImmutableSortedDictionary<string, long> NodesByReadiness { get; init; }
}
