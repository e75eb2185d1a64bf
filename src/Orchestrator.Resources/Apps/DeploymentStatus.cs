using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Apps;

/// <summary>How a deployment is.</summary>
public sealed record DeploymentStatus
{
    [Field(1, "The generation that this status is about.", Minimum = 0)]
    public long ObservedGeneration { get; init; }

    [Field(2, "How many pods there are.", Minimum = 0)]
    public int Replicas { get; init; }

    [Field(3, "How many of them are of the current template.", Minimum = 0)]
    public int UpdatedReplicas { get; init; }

    [Field(4, "How many of them have been ready for long enough.", Minimum = 0)]
    public int AvailableReplicas { get; init; }

    [Field(5, "How many are still missing.", Minimum = 0)]
    public int UnavailableReplicas { get; init; }

    [Field(6, "Aspects of the deployment and whether they hold.", List = ListType.Map, Keys = ["type"], Patch = PatchStrategy.Merge, MergeKey = "type")]
    public ImmutableArray<DeploymentCondition> Conditions { get; init; } = [];

    [Field(7, "How many of them are ready.", Minimum = 0)]
    public int ReadyReplicas { get; init; }

    [Field(8, "How often the name of a new replica set was taken.", Minimum = 0)]
    public int? CollisionCount { get; init; }

    [Field(9, "How many further pods are being ended.", Minimum = 0)]
    public int? TerminatingReplicas { get; init; }
}
