using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Pods;

/// <summary>How a pod's node sees it, whole: nothing in it is relative to what was seen before.</summary>
public sealed record PodObservation
{
    /// <summary>One status for each init container.</summary>
    public ImmutableArray<ContainerStatus> InitContainers { get; init; } = [];

    /// <summary>One status for each ordinary container.</summary>
    public ImmutableArray<ContainerStatus> Containers { get; init; } = [];

    /// <summary>The pod's address; null where it has none, and then the last one stays.</summary>
    public string? PodIP { get; init; }

    /// <summary>The node's address; null where it is not known, and then the last one stays.</summary>
    public string? HostIP { get; init; }

    /// <summary>When the node took the pod; the first such time stays.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Why the node has ended the pod as failed, in one word; null where it has not.</summary>
    public string? FailedReason { get; init; }

    /// <summary>The sentence to <see cref="FailedReason"/>.</summary>
    public string? FailedMessage { get; init; }
}
