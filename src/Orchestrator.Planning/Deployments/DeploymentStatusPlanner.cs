using System.Collections.Immutable;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Deployments;

/// <summary>Adds up how the replica sets of a deployment are.</summary>
internal static class DeploymentStatusPlanner
{
    /// <summary>The status: the numbers, and whether enough pods are available. What a roll-out does is said by <see cref="RolloutProgress"/>.</summary>
    /// <param name="rollout">The deployment and its replica sets.</param>
    /// <param name="conditions">The conditions so far.</param>
    /// <param name="now">The time.</param>
    public static DeploymentStatus Observe(Rollout rollout, ImmutableArray<DeploymentCondition> conditions, DateTimeOffset now)
    {
        var available = rollout.All.Sum(set => set.Available);
        return rollout.Deployment.Status with
        {
            ObservedGeneration = rollout.Deployment.Metadata.Generation,
            Replicas = rollout.All.Sum(set => set.Replicas),
            UpdatedReplicas = rollout.New?.Replicas ?? 0,
            ReadyReplicas = rollout.All.Sum(set => set.Ready),
            AvailableReplicas = available,
            UnavailableReplicas = (int)Math.Clamp(rollout.All.Sum(set => (long)set.Desired) - available, 0, int.MaxValue),
            TerminatingReplicas = rollout.All.Sum(set => set.Terminating),
            Conditions = Failure(rollout, Availability(rollout, available, conditions, now), now),
        };
    }

    private static ImmutableArray<DeploymentCondition> Availability(
        Rollout rollout, int available, ImmutableArray<DeploymentCondition> conditions, DateTimeOffset now) =>
        available >= rollout.Limits.FewestAvailable
            ? conditions.Say(
                DeploymentConditionType.Available,
                ConditionStatus.True,
                DeploymentReason.MinimumReplicasAvailable,
                "Deployment has minimum availability.",
                now)
            : conditions.Say(
                DeploymentConditionType.Available,
                ConditionStatus.False,
                DeploymentReason.MinimumReplicasUnavailable,
                "Deployment does not have minimum availability.",
                now);

    private static ImmutableArray<DeploymentCondition> Failure(Rollout rollout, ImmutableArray<DeploymentCondition> conditions, DateTimeOffset now)
    {
        // Why the present template fails matters more than why an older one does.
        var failure = rollout.New?.Failure ?? rollout.Old.Select(set => set.Failure).FirstOrDefault(sentence => sentence is not null);
        return failure is null
            ? conditions.Without(DeploymentConditionType.ReplicaFailure)
            : conditions.Say(DeploymentConditionType.ReplicaFailure, ConditionStatus.True, DeploymentReason.FailedCreate, failure, now);
    }
}
