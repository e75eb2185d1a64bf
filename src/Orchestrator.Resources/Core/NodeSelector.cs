using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Selects nodes; one of its terms must hold, and with no terms nothing does.</summary>
[Atomic]
public sealed record NodeSelector
{
    [Field(1, "The terms, of which one must hold.", Required = true, Always = true)]
    public ImmutableArray<NodeSelectorTerm> NodeSelectorTerms { get; init; } = [];
}
