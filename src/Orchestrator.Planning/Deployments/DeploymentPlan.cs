using System.Collections.Immutable;
using Orchestrator.Resources.Apps;

namespace Orchestrator.Planning.Deployments;

/// <summary>What to do next with the replica sets of a deployment. Nothing is left to choose.</summary>
public sealed record DeploymentPlan
{
    /// <summary>The replica set to create, or null where the one of this template exists, or has to wait.</summary>
    public ReplicaSet? Create { get; init; }

    /// <summary>Replica sets to scale or annotate.</summary>
    public ImmutableArray<ReplicaSetChange> Change { get; init; } = [];

    /// <summary>Names of replica sets to delete: old ones beyond <c>revisionHistoryLimit</c>.</summary>
    public ImmutableArray<string> Delete { get; init; } = [];

    /// <summary>Annotations that the deployment itself has to carry (<c>deployment.kubernetes.io/revision</c>).</summary>
    public required ImmutableSortedDictionary<string, string> Annotations { get; init; }

    /// <summary>The status as observed.</summary>
    public required DeploymentStatus Status { get; init; }

    /// <summary>When something changes by time alone (the progress deadline), at once where scaling goes before what else is to do; null where neither is so.</summary>
    public TimeSpan? LookAgainIn { get; init; }
}
