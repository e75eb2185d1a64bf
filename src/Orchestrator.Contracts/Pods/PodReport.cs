using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orleans;

namespace Orchestrator.Contracts;

/// <summary>What a node's agent sees of one pod, whole: nothing in it is relative to an earlier report.</summary>
[Immutable]
public sealed record PodReport
{
    /// <summary>Uid of the pod that is meant.</summary>
    public required string Uid { get; init; }

    /// <summary>The node that reports.</summary>
    public required string NodeName { get; init; }

    /// <summary>The node's address.</summary>
    public string? HostIP { get; init; }

    /// <summary>The pod's address.</summary>
    public string? PodIP { get; init; }

    /// <summary>When the agent accepted the pod.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>One status for each container of the pod.</summary>
    public ImmutableArray<ContainerStatus> Containers { get; init; } = [];

    /// <summary>Whether nothing of the pod is left on the node. Only said of a pod that has a deletion timestamp or is bound here no more.</summary>
    public bool Removed { get; init; }

    /// <summary>Why the node will not run the pod at all, or null. It ends the pod as Failed with this reason.</summary>
    public string? RejectedReason { get; init; }

    /// <summary>The sentence to <see cref="RejectedReason"/>.</summary>
    public string? RejectedMessage { get; init; }
}
