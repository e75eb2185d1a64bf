using System.Collections.Immutable;
using Orchestrator.Grains.Resources;
using Orchestrator.Resources.Core;

namespace Orchestrator.Grains.Nodes;

/// <summary>What the grain of a node stores.</summary>
public sealed record NodeState : ResourceState<Node>
{
    /// <summary>The pods that the node has admitted.</summary>
    public ImmutableArray<Binding> Bindings { get; init; } = [];
}
