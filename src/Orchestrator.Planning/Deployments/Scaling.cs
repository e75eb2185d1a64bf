using System.Collections.Immutable;
using Orchestrator.Resources.Apps;

namespace Orchestrator.Planning.Deployments;

/// <summary>
/// What happens when <c>spec.replicas</c> changes: where several replica sets have pods, in the middle of a roll-out, each gets its share of the difference, so that a
/// roll-out that may be broken does not get all of it (Kubernetes' documentation, "Deployment", proportional scaling).
/// </summary>
internal static class Scaling
{
    /// <summary>Whether a replica set has pods by another <c>spec.replicas</c> than the present one.</summary>
    public static bool IsDue(Rollout rollout) => rollout.Active.Any(set =>
        DeploymentAnnotation.Number(set.Annotations, DeploymentAnnotation.DesiredReplicas) is { } before && before != rollout.Limits.Replicas);

    /// <summary>Sets the sizes of the replica sets that exist.</summary>
    public static void Step(Rollout rollout)
    {
        if (OnlyOne(rollout) is { } only)
        {
            rollout.Resize(only, rollout.Limits.Replicas);
        }
        else if (IsSaturated(rollout))
        {
            foreach (var set in rollout.Old)
            {
                rollout.Resize(set, 0);
            }
        }
        else if (rollout.Deployment.Spec.Strategy.Type != DeploymentStrategyType.Recreate)
        {
            Share(rollout);
        }
    }

    private static ReplicaSetSummary? OnlyOne(Rollout rollout) => rollout.Active switch
    {
        [] => rollout.New ?? rollout.Old.LastOrDefault(),
        [var only] => only,
        _ => null,
    };

    private static bool IsSaturated(Rollout rollout) =>
        rollout.New is { } current
        && current.Desired == rollout.Limits.Replicas
        && current.Available == rollout.Limits.Replicas
        && DeploymentAnnotation.Number(current.Annotations, DeploymentAnnotation.DesiredReplicas) == rollout.Limits.Replicas;

    private static void Share(Rollout rollout)
    {
        var most = rollout.Limits.Replicas > 0 ? rollout.Limits.Most : 0;
        var difference = most - rollout.Asked;
        if (difference == 0 || rollout.Active.IsEmpty)
        {
            return;
        }

        // The largest get theirs first. Of equals the newest grows first and the oldest shrinks first.
        ImmutableArray<ReplicaSetSummary> sets = difference > 0
            ? [.. rollout.Active.Reverse().OrderByDescending(set => set.Desired)]
            : [.. rollout.Active.OrderByDescending(set => set.Desired)];
        var left = difference;
        var sizes = new long[sets.Length];
        for (var index = 0; index < sets.Length; index++)
        {
            var share = ShareOf(rollout, sets[index]);
            share = difference > 0 ? Math.Clamp(share, 0, left) : Math.Clamp(share, left, 0);
            sizes[index] = sets[index].Desired + share;
            left -= share;
        }

        // What rounding left over is the largest's.
        sizes[0] += left;
        for (var index = 0; index < sets.Length; index++)
        {
            rollout.Resize(sets[index], (int)Math.Clamp(sizes[index], 0, int.MaxValue));
        }
    }

    /// <summary>How much a replica set grows or shrinks so that its part of the whole stays what it was.</summary>
    private static long ShareOf(Rollout rollout, ReplicaSetSummary set)
    {
        if (rollout.Limits.Replicas == 0)
        {
            return -set.Desired;
        }

        var before = DeploymentAnnotation.Number(set.Annotations, DeploymentAnnotation.MaxReplicas) ?? rollout.Deployment.Status.Replicas;
        return before <= 0 ? 0 : (long)Math.Round((double)set.Desired * rollout.Limits.Most / before, MidpointRounding.AwayFromZero) - set.Desired;
    }
}
