using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Deployments;

/// <summary>
/// Brings a deployment's replica sets from older templates to the present one, and to the wanted size, as Kubernetes does (its documentation, "Deployment"). Each plan
/// is one step; what comes of it is seen before the next.
/// </summary>
public static class DeploymentPlanner
{
    /// <summary>What to do next, and how the deployment is. One that is being deleted gets a status and nothing else.</summary>
    /// <param name="deployment">The deployment with its last status.</param>
    /// <param name="sets">All replica sets that it controls.</param>
    /// <param name="now">The time.</param>
    public static DeploymentPlan Plan(Deployment deployment, IReadOnlyList<ReplicaSetSummary> sets, DateTimeOffset now)
    {
        var rollout = new Rollout(deployment, sets);
        if (deployment.Metadata.DeletionTimestamp is not null)
        {
            return new DeploymentPlan
            {
                Annotations = StringMap.Empty,
                Status = DeploymentStatusPlanner.Observe(rollout, deployment.Status.Conditions, now),
            };
        }

        // A size that is wanted comes before a template that is wanted: shares are of the sizes that there are.
        var scaling = Scaling.IsDue(rollout);
        var rolling = !scaling && !deployment.Spec.Paused;
        var create = rolling ? Roll(rollout) : null;
        if (scaling || (deployment.Spec.Paused && rollout.Active.Length <= 1))
        {
            Scaling.Step(rollout);
        }

        var (status, remaining) = Tell(rollout, rolling, create, now);
        return new DeploymentPlan
        {
            Create = create,
            Change = [.. rollout.All.Select(set => ChangeOf(rollout, set)).OfType<ReplicaSetChange>()],
            Delete = deployment.Spec.Paused || (rolling && RolloutProgress.IsComplete(rollout, status)) ? Revisions.Forgettable(rollout) : [],
            Annotations = rollout.New is null && create is null
                ? StringMap.Empty
                : StringMap.Of((DeploymentAnnotation.Revision, DeploymentAnnotation.Text(Revisions.Present(rollout)))),
            Status = status,
            LookAgainIn = scaling ? TimeSpan.Zero : remaining,
        };
    }

    /// <summary>Sets the sizes for the next step of a roll-out.</summary>
    /// <returns>The replica set to create, or null where there is one, or none may be yet.</returns>
    private static ReplicaSet? Roll(Rollout rollout)
    {
        if (rollout.Deployment.Spec.Strategy.Type == DeploymentStrategyType.Recreate)
        {
            Recreate.Step(rollout);
            return rollout.New is null && Recreate.MayBegin(rollout) ? NewReplicaSet.Of(rollout, rollout.Limits.Replicas) : null;
        }

        RollingUpdate.Step(rollout);
        return rollout.New is null ? NewReplicaSet.Of(rollout, RollingUpdate.SizeOfNew(rollout)) : null;
    }

    private static (DeploymentStatus Status, TimeSpan? Remaining) Tell(Rollout rollout, bool rolling, ReplicaSet? create, DateTimeOffset now)
    {
        var conditions = rollout.Deployment.Status.Conditions;
        var deadline = RolloutProgress.DeadlineOf(rollout.Deployment.Spec);
        if (deadline is null)
        {
            conditions = conditions.Without(DeploymentConditionType.Progressing);
            return (DeploymentStatusPlanner.Observe(rollout, conditions, now), null);
        }

        conditions = RolloutProgress.Pause(conditions, rollout.Deployment.Spec.Paused, now);
        conditions = rolling ? RolloutProgress.Begin(conditions, rollout, create, now) : conditions;
        var status = DeploymentStatusPlanner.Observe(rollout, conditions, now);
        if (!rolling)
        {
            return (status, null);
        }

        conditions = RolloutProgress.Advance(status.Conditions, rollout, status, deadline.Value, now);
        return (status with { Conditions = conditions }, RolloutProgress.Remaining(conditions, deadline.Value, now));
    }

    private static ReplicaSetChange? ChangeOf(Rollout rollout, ReplicaSetSummary set)
    {
        var size = rollout.SizeOf(set);
        var wanted = size != set.Desired || size > 0 ? NewReplicaSet.Sizes(rollout) : StringMap.Empty;
        int? minReadySeconds = null;
        if (set.Uid == rollout.New?.Uid)
        {
            wanted = wanted.SetItems(NewReplicaSet.Inherited(rollout.Deployment)).SetItems(Revisions.AnnotationsOf(rollout));
            var seconds = rollout.Deployment.Spec.MinReadySeconds;
            minReadySeconds = set.MinReadySeconds is { } before && before != seconds ? seconds : null;
        }

        var missing = wanted.RemoveRange(wanted.Where(wish => set.Annotations.TryGetValue(wish.Key, out var value) && value == wish.Value).Select(wish => wish.Key));
        return size == set.Desired && missing.IsEmpty && minReadySeconds is null
            ? null
            : new ReplicaSetChange(set.Name, set.Uid, size, missing, minReadySeconds);
    }
}
