using System.Collections.Immutable;
using Orchestrator.Resources.Apps;

namespace Orchestrator.Planning.ReplicaSets;

/// <summary>What to do so that a replica set has as many pods as it asks for.</summary>
public sealed record ReplicaSetPlan
{
    /// <summary>How many pods to create.</summary>
    public int Create { get; init; }

    /// <summary>Names of pods to delete, the ones that cost least first.</summary>
    public ImmutableArray<string> Delete { get; init; } = [];

    /// <summary>The status as observed.</summary>
    public required ReplicaSetStatus Status { get; init; }

    /// <summary>When the status changes by time alone (<c>minReadySeconds</c>), at once where more is to do than one plan does; null where neither is so.</summary>
    public TimeSpan? LookAgainIn { get; init; }
}
