using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Says which pods count.</summary>
[Atomic]
public sealed record ScopeSelector
{
    [Field(1, "Requirements, all of which must hold.")]
    public ImmutableArray<ScopedResourceSelectorRequirement> MatchExpressions { get; init; } = [];
}
