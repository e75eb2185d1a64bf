using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>How much a namespace has.</summary>
public sealed record ResourceQuotaStatus
{
    [Field(1, "The most of each resource that is enforced.")]
    public ImmutableSortedDictionary<string, Quantity> Hard { get; init; } = QuantityMap.Empty;

    [Field(2, "How much of each is used.")]
    public ImmutableSortedDictionary<string, Quantity> Used { get; init; } = QuantityMap.Empty;
}
