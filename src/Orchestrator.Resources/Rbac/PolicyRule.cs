using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Rbac;

/// <summary>What may be done with what: of each list any one, of all lists together.</summary>
public sealed record PolicyRule
{
    [Field(1, "What may be done, such as get or list; * is everything.", Always = true)]
    public ImmutableArray<string> Verbs { get; init; } = [];

    [Field(2, "The API groups of the resources; the core group has an empty name, and * is all.")]
    public ImmutableArray<string> ApiGroups { get; init; } = [];

    [Field(3, "The resources, with their subresource where one is meant: pods, pods/log, */scale; * is all.")]
    public ImmutableArray<string> Resources { get; init; } = [];

    [Field(4, "The names of the objects; empty is all.")]
    public ImmutableArray<string> ResourceNames { get; init; } = [];

    [Field(5, "Paths that are no resources; a * at the end stands for any rest. In a ClusterRole only.", Name = "nonResourceURLs")]
    public ImmutableArray<string> NonResourceUrls { get; init; } = [];
}
