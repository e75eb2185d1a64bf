using System.Collections.Immutable;
using Orchestrator.Planning.Pods;
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

    /// <summary>One status for each init container of the pod.</summary>
    public ImmutableArray<ContainerStatus> InitContainers { get; init; } = [];

    /// <summary>One status for each ordinary container of the pod.</summary>
    public ImmutableArray<ContainerStatus> Containers { get; init; } = [];

    /// <summary>Whether nothing of the pod is left on the node. Only said of a pod that has a deletion timestamp or is bound here no more.</summary>
    public bool Removed { get; init; }

    /// <summary>Why the node has ended the pod, or will not run it at all; null where it does. It makes the pod Failed with this reason.</summary>
    public string? FailedReason { get; init; }

    /// <summary>The sentence to <see cref="FailedReason"/>.</summary>
    public string? FailedMessage { get; init; }

    /// <summary>What the report says of the pod itself.</summary>
    public PodObservation Observation() => new()
    {
        InitContainers = InitContainers,
        Containers = Containers,
        PodIP = PodIP,
        HostIP = HostIP,
        AcceptedAt = AcceptedAt,
        FailedReason = FailedReason,
        FailedMessage = FailedMessage,
    };
}
