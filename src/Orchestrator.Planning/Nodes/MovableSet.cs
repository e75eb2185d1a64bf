using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling;

namespace Orchestrator.Planning.Nodes;

/// <summary>Replicas of one template that may change places, as their owner allows it.</summary>
public sealed record MovableSet
{
    /// <summary>Uid of the owner.</summary>
    public required string Uid { get; init; }

    /// <summary>Uids of all its pods that are not on their way out.</summary>
    public required ImmutableHashSet<string> Pods { get; init; }

    /// <summary>Those that are ready, and so may be moved, with all that they ask of nodes.</summary>
    public required ImmutableArray<PodDemand> ReadyPods { get; init; }

    /// <summary>How many more of them may be missing than are missing now.</summary>
    public required int Spare { get; init; }

    /// <summary>Whether some of them are missing now. Then nothing may move that will when they are there.</summary>
    public bool IsShort { get; init; }
}
