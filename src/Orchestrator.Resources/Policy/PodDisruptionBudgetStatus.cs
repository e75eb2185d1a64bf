using System.Collections.Immutable;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Policy;

/// <summary>How many pods of a set are there.</summary>
public sealed record PodDisruptionBudgetStatus
{
    [Field(1, "The generation that was last seen.")]
    public long ObservedGeneration { get; init; }

    [Field(2, "Pods whose eviction was granted, and when.")]
    public ImmutableSortedDictionary<string, DateTimeOffset> DisruptedPods { get; init; } = ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    [Field(3, "How many may go now.", Always = true, Minimum = 0)]
    public int DisruptionsAllowed { get; init; }

    [Field(4, "How many are ready.", Always = true, Minimum = 0)]
    public int CurrentHealthy { get; init; }

    [Field(5, "How many must be ready.", Always = true, Minimum = 0)]
    public int DesiredHealthy { get; init; }

    [Field(6, "How many there are to be.", Always = true, Minimum = 0)]
    public int ExpectedPods { get; init; }

    [Field(7, "What else is the case.", List = ListType.Map, Keys = ["type"], Patch = PatchStrategy.Merge, MergeKey = "type")]
    public ImmutableArray<Condition> Conditions { get; init; } = [];
}
