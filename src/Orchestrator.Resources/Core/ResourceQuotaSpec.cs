using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>How much a namespace may have.</summary>
public sealed record ResourceQuotaSpec
{
    [Field(1, "The most of each resource.")]
    public ImmutableSortedDictionary<string, Quantity> Hard { get; init; } = QuantityMap.Empty;

    [Field(2, "Which pods count; all where nothing is said.")]
    public ImmutableArray<string> Scopes { get; init; } = [];

    [Field(3, "Which pods count, with operators.")]
    public ScopeSelector? ScopeSelector { get; init; }
}
