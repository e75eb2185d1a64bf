using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Apps;

/// <summary>How a replica set is.</summary>
public sealed record ReplicaSetStatus
{
    [Field(1, "How many pods there are.", Always = true, Minimum = 0)]
    public int Replicas { get; init; }

    [Field(2, "How many of them have all labels of the template.", Minimum = 0)]
    public int FullyLabeledReplicas { get; init; }

    [Field(3, "The generation that this status is about.", Minimum = 0)]
    public long ObservedGeneration { get; init; }

    [Field(4, "How many of them are ready.", Minimum = 0)]
    public int ReadyReplicas { get; init; }

    [Field(5, "How many of them have been ready for long enough.", Minimum = 0)]
    public int AvailableReplicas { get; init; }

    [Field(6, "Aspects of the replica set and whether they hold.", List = ListType.Map, Keys = ["type"], Patch = PatchStrategy.Merge, MergeKey = "type")]
    public ImmutableArray<ReplicaSetCondition> Conditions { get; init; } = [];

    [Field(7, "How many further pods are being ended.", Minimum = 0)]
    public int? TerminatingReplicas { get; init; }
}
