using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Where a namespace is in its life.</summary>
public sealed record NamespaceStatus
{
    [Field(1, "Active or Terminating.", OneOf = ["Active", "Terminating"])]
    public string? Phase { get; init; }

    [Field(2, "What stands in the way of its deletion.", List = ListType.Map, Keys = ["type"], Patch = PatchStrategy.Merge, MergeKey = "type")]
    public ImmutableArray<NamespaceCondition> Conditions { get; init; } = [];
}
