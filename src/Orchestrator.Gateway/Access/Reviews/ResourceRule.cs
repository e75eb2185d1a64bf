using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Gateway.Access.Reviews;

/// <summary>What may be done with resources.</summary>
public sealed record ResourceRule
{
    [Field(1, "What may be done.", Always = true)]
    public ImmutableArray<string> Verbs { get; init; } = [];

    [Field(2, "The API groups.")]
    public ImmutableArray<string> ApiGroups { get; init; } = [];

    [Field(3, "The resources.")]
    public ImmutableArray<string> Resources { get; init; } = [];

    [Field(4, "The names; empty is all.")]
    public ImmutableArray<string> ResourceNames { get; init; } = [];
}
