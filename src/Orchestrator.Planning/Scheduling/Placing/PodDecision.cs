using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Explaining;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Placing;

/// <summary>What is to become of a pod that had no node.</summary>
public sealed record PodDecision
{
    /// <summary>The pod.</summary>
    public required ClusterPod Pod { get; init; }

    /// <summary>Its node; null where none takes it.</summary>
    public string? NodeName { get; init; }

    /// <summary>Why none takes it; null with a node.</summary>
    public PendingExplanation? Explanation { get; init; }

    /// <summary>The node that keeps room for it until others have gone; null where none does.</summary>
    public string? NominatedNodeName { get; init; }

    /// <summary>The uids of the pods that are to be evicted from that node, those that matter most first. Pods that were told to end already are not among them.</summary>
    public ImmutableArray<string> Victims { get; init; } = [];

    /// <summary>Those of the victims that a disruption budget keeps, and that have to go because nothing else helps.</summary>
    public ImmutableArray<string> Violating { get; init; } = [];
}
