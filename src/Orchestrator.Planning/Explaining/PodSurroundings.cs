using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Explaining;

/// <summary>A pod, and what was read around it to explain it.</summary>
public sealed record PodSurroundings
{
    /// <summary>The pod.</summary>
    public required Pod Pod { get; init; }

    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The events of this pod.</summary>
    public ImmutableArray<Event> Events { get; init; } = [];

    /// <summary>The pod's node; null where it has none, or where the node could not be read.</summary>
    public Node? Node { get; init; }

    /// <summary>Whether the pod's node does not exist.</summary>
    public bool NodeIsMissing { get; init; }

    /// <summary>All nodes, for a pod that has none; null where they could not be read.</summary>
    public ImmutableArray<Node>? Nodes { get; init; }

    /// <summary>The pods that are on nodes, for what is left of these.</summary>
    public ImmutableArray<Pod> PodsOnNodes { get; init; } = [];

    /// <summary>All namespaces, where a pod is placed by their labels.</summary>
    public ImmutableArray<Namespace> Namespaces { get; init; } = [];

    /// <summary>Who controls the pod; null where nobody does.</summary>
    public OwnerSight? Owner { get; init; }

    /// <summary>What could not be read, and why, as sentences.</summary>
    public ImmutableArray<string> Unread { get; init; } = [];
}
