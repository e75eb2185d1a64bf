using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Requirements on a node that must all hold; with none of them nothing is selected.</summary>
[Atomic]
public sealed record NodeSelectorTerm
{
    [Field(1, "Requirements on the node's labels.")]
    public ImmutableArray<NodeSelectorRequirement> MatchExpressions { get; init; } = [];

    [Field(2, "Requirements on the node's fields; metadata.name is the only one.")]
    public ImmutableArray<NodeSelectorRequirement> MatchFields { get; init; } = [];
}
