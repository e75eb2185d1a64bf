namespace Orchestrator.Planning.Deployments;

/// <summary>
/// One step of a rolling update (Kubernetes' documentation, "Deployment", rolling update): the new replica set grows as far as the surge allows, the old ones shrink as
/// far as enough pods stay available. It never counts on what it cannot see: a replica set that has not answered to its size yet may still have the pods it had.
/// </summary>
internal static class RollingUpdate
{
    /// <summary>Sets the sizes of the replica sets that exist. Growing and shrinking are steps of their own, as the second is decided on what came of the first.</summary>
    public static void Step(Rollout rollout)
    {
        if (rollout.New is { } current && SizeOfNew(rollout) is var size && size != current.Desired)
        {
            rollout.Resize(current, size);
            return;
        }

        Shrink(rollout);
    }

    /// <summary>How many pods the new replica set is to be asked for, whether it exists or not.</summary>
    public static int SizeOfNew(Rollout rollout)
    {
        var (wanted, present) = (rollout.Limits.Replicas, rollout.New?.Desired ?? 0);
        if (present >= wanted)
        {
            return wanted;
        }

        // A set whose size has just been lowered has its pods until it says otherwise, and how many these are is not known.
        if (rollout.Old.Any(set => !set.Observed))
        {
            return present;
        }

        var pods = rollout.Old.Sum(set => (long)Math.Max(set.Desired, set.Replicas)) + Math.Max(present, rollout.New?.Replicas ?? 0);
        var room = Math.Max(0, rollout.Limits.Most - pods);
        return present + (int)Math.Min(room, wanted - present);
    }

    private static void Shrink(Rollout rollout)
    {
        // The availability of a set that has not answered to its size yet may be that of pods which are gone.
        if (rollout.All.Any(set => !set.Observed))
        {
            return;
        }

        var unavailableOfNew = rollout.New is { } current ? Math.Max(0, current.Desired - AvailableOf(rollout, current)) : 0;
        var spare = rollout.Asked - rollout.Limits.FewestAvailable - unavailableOfNew;
        if (spare <= 0)
        {
            return;
        }

        DropUnavailable(rollout, spare);
        DropAvailable(rollout);
    }

    /// <summary>Pods of older templates that serve nobody go first: they cost no availability, and may be what the update is to cure.</summary>
    private static void DropUnavailable(Rollout rollout, long spare)
    {
        foreach (var set in rollout.Old)
        {
            var size = rollout.SizeOf(set);
            var drop = (int)Math.Min(spare, size - AvailableOf(rollout, set));
            rollout.Resize(set, size - drop);
            spare -= drop;
        }
    }

    private static void DropAvailable(Rollout rollout)
    {
        var spare = rollout.All.Sum(set => (long)AvailableOf(rollout, set)) - rollout.Limits.FewestAvailable;
        foreach (var set in rollout.Old)
        {
            if (spare <= 0)
            {
                return;
            }

            var size = rollout.SizeOf(set);
            var drop = (int)Math.Min(spare, size);
            rollout.Resize(set, size - drop);
            spare -= drop;
        }
    }

    /// <summary>A set that is asked for fewer pods than it has available will not keep them all, though it may not have begun to delete.</summary>
    private static int AvailableOf(Rollout rollout, ReplicaSetSummary set) => Math.Min(set.Available, rollout.SizeOf(set));
}
