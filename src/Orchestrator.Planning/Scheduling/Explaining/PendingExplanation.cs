using System.Collections.Immutable;

namespace Orchestrator.Planning.Scheduling.Explaining;

/// <summary>Why a pod has no node. Every node is accounted for.</summary>
public sealed record PendingExplanation
{
    /// <summary>How many nodes there are.</summary>
    public required int Nodes { get; init; }

    /// <summary>What they say, in the order of the sentence.</summary>
    public required ImmutableArray<ReasonCount> Reasons { get; init; }

    /// <summary>How many nodes lack only resources.</summary>
    public int Lacking { get; init; }

    /// <summary>Resources of which none of those has enough even without any pod: the most that is free, and that there is, on one node.</summary>
    public ImmutableArray<Shortfall> TooLarge { get; init; } = [];

    /// <summary>The first of them, the closest first: what would be enough.</summary>
    public ImmutableArray<NearMiss> NearMisses { get; init; } = [];

    /// <summary>What became of the attempt to displace others, as a sentence; empty where there was none.</summary>
    public string Preemption { get; init; } = "";

    /// <summary>What kept the pod from being looked at on its own, as a sentence; empty otherwise.</summary>
    public string Gang { get; init; } = "";

    /// <summary>All of it as one line, in Kubernetes' words.</summary>
    public string Text => string.Join(' ', ((string[])[Gang, Sentence.Of(Nodes, Reasons), Preemption]).Where(part => part.Length > 0));
}
