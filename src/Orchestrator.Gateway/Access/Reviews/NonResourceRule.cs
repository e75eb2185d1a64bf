using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>What may be done with paths that are no resources.</summary>
public sealed record NonResourceRule
{
    [Field(1, "What may be done.", Always = true)]
    public ImmutableArray<string> Verbs { get; init; } = [];

    [Field(2, "The paths.", Name = "nonResourceURLs")]
    public ImmutableArray<string> NonResourceUrls { get; init; } = [];
}
