using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>What is wanted of a namespace.</summary>
public sealed record NamespaceSpec
{
    [Field(1, "Those who must agree before the namespace is gone.")]
    [Stored("a namespace is gone once nothing is left in it, whatever is listed here")]
    public ImmutableArray<string> Finalizers { get; init; } = [];
}
