namespace Orchestrator.Planning.Deployments;

/// <summary>The strategy Recreate: all pods of older templates end before the first of the new one begins.</summary>
internal static class Recreate
{
    /// <summary>Sets the sizes of the replica sets that exist.</summary>
    public static void Step(Rollout rollout)
    {
        foreach (var set in rollout.Old)
        {
            rollout.Resize(set, 0);
        }

        if (rollout.New is { } current && MayBegin(rollout))
        {
            rollout.Resize(current, rollout.Limits.Replicas);
        }
    }

    /// <summary>Whether nothing is left of older templates: not even a pod that is on its way out, for it may still run.</summary>
    public static bool MayBegin(Rollout rollout) =>
        rollout.Old.All(set => set is { Desired: 0, Observed: true, Replicas: 0, Terminating: 0 });
}
