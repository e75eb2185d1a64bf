using System.Collections.Immutable;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Deployments;

/// <summary>The condition <c>Progressing</c>: whether a roll-out moves, is complete, waits, or has been still for too long. It is the clock of the progress deadline too.</summary>
internal static class RolloutProgress
{
    private const string Type = DeploymentConditionType.Progressing;

    /// <summary>The deadline, or null where there is none: the largest number stands for that.</summary>
    public static TimeSpan? DeadlineOf(DeploymentSpec spec) =>
        spec.ProgressDeadlineSeconds is int.MaxValue ? null : TimeSpan.FromSeconds(spec.ProgressDeadlineSeconds ?? 600);

    /// <summary>Says that the roll-out waits, or goes on. A roll-out that has failed already is not told as waiting.</summary>
    public static ImmutableArray<DeploymentCondition> Pause(ImmutableArray<DeploymentCondition> conditions, bool paused, DateTimeOffset now)
    {
        var reason = conditions.Find(Type)?.Reason;
        if (reason == DeploymentReason.ProgressDeadlineExceeded || paused == (reason == DeploymentReason.DeploymentPaused))
        {
            return conditions;
        }

        return paused
            ? conditions.Say(Type, ConditionStatus.Unknown, DeploymentReason.DeploymentPaused, "Deployment is paused", now)
            : conditions.Say(Type, ConditionStatus.Unknown, DeploymentReason.DeploymentResumed, "Deployment is resumed", now);
    }

    /// <summary>Says that a roll-out begins. A return to an older template starts the clock like a new one does.</summary>
    public static ImmutableArray<DeploymentCondition> Begin(
        ImmutableArray<DeploymentCondition> conditions, Rollout rollout, ReplicaSet? create, DateTimeOffset now)
    {
        if (create is not null)
        {
            return conditions.SayAnew(
                Type, ConditionStatus.True, DeploymentReason.NewReplicaSetCreated, $"Created new replica set \"{create.Metadata.Name}\"", now);
        }

        return rollout.New is { } found && (conditions.Find(Type) is null || Revisions.IsReturn(rollout))
            ? conditions.SayAnew(Type, ConditionStatus.True, DeploymentReason.FoundNewReplicaSet, $"Found new replica set \"{found.Name}\"", now)
            : conditions;
    }

    /// <summary>Says how the roll-out goes, by what has changed since the deployment's last status.</summary>
    public static ImmutableArray<DeploymentCondition> Advance(
        ImmutableArray<DeploymentCondition> conditions, Rollout rollout, DeploymentStatus status, TimeSpan deadline, DateTimeOffset now)
    {
        var current = conditions.Find(Type);
        if (status.Replicas == status.UpdatedReplicas && current?.Reason == DeploymentReason.NewReplicaSetAvailable)
        {
            return conditions;
        }

        var subject = rollout.New is { } set ? $"ReplicaSet \"{set.Name}\"" : $"Deployment \"{rollout.Deployment.Metadata.Name}\"";
        if (IsComplete(rollout, status))
        {
            return conditions.Say(Type, ConditionStatus.True, DeploymentReason.NewReplicaSetAvailable, $"{subject} has successfully progressed.", now);
        }

        if (Moves(rollout.Deployment.Status, status))
        {
            return conditions.SayAnew(Type, ConditionStatus.True, DeploymentReason.ReplicaSetUpdated, $"{subject} is progressing.", now);
        }

        return Remaining(conditions, deadline, now) <= TimeSpan.Zero
            ? conditions.Say(Type, ConditionStatus.False, DeploymentReason.ProgressDeadlineExceeded, $"{subject} has timed out progressing.", now)
            : conditions;
    }

    /// <summary>How long the roll-out may still stand; null where no clock runs.</summary>
    public static TimeSpan? Remaining(ImmutableArray<DeploymentCondition> conditions, TimeSpan deadline, DateTimeOffset now) =>
        conditions.Find(Type) is { LastUpdateTime: { } moved, Reason: not (DeploymentReason.NewReplicaSetAvailable or DeploymentReason.ProgressDeadlineExceeded) }
            ? moved + deadline - now
            : null;

    /// <summary>Whether all pods are of the present template, and available.</summary>
    public static bool IsComplete(Rollout rollout, DeploymentStatus status)
    {
        var wanted = rollout.Limits.Replicas;
        return status.UpdatedReplicas == wanted && status.Replicas == wanted && status.AvailableReplicas == wanted;
    }

    private static bool Moves(DeploymentStatus before, DeploymentStatus status) =>
        status.UpdatedReplicas > before.UpdatedReplicas
        || status.Replicas - status.UpdatedReplicas < before.Replicas - before.UpdatedReplicas
        || status.ReadyReplicas > before.ReadyReplicas
        || status.AvailableReplicas > before.AvailableReplicas;
}
