using System.Collections.Immutable;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Owners;

/// <summary>
/// Decides about objects whose owners go, as Kubernetes' garbage collector does: an object stays for as long as one of its owners stays, and is deleted once none
/// does.
/// </summary>
public static class OwnedPlanner
{
    /// <summary>What is to become of an object.</summary>
    public static OwnedPlan Plan(OwnedView view)
    {
        var item = view.Metadata;
        if (item.OwnerReferences.IsEmpty || item.DeletionTimestamp is not null)
        {
            return OwnedPlan.Keep;
        }

        var standings = item.OwnerReferences.ToLookup(owner => StandingOf(owner, view));
        var going = standings[Standing.Gone].Concat(standings[Standing.Waiting]).Select(owner => owner.Uid).Distinct(StringComparer.Ordinal).ToImmutableArray();
        if (going.IsEmpty || standings[Standing.Unknown].Any())
        {
            return OwnedPlan.Keep;
        }

        return standings[Standing.Staying].Any()
            ? new OwnedPlan { Release = going }
            : new OwnedPlan { Delete = PolicyOf(item, standings[Standing.Waiting].Any()) };
    }

    /// <summary>Whether an owner that goes in the foreground has to wait for this object.</summary>
    public static bool Blocks(ObjectMeta item, string ownerUid) =>
        item.OwnerReferences.Any(owner => owner.Uid == ownerUid && owner.BlockOwnerDeletion == true);

    // What waits for the object to be gone waits for what the object owns, too. Otherwise a finalizer that was set beforehand says how.
    private static string PolicyOf(ObjectMeta item, bool isWaitedFor) => isWaitedFor || item.Finalizers.Contains(DependentsFinalizer.Foreground)
        ? PropagationPolicy.Foreground
        : item.Finalizers.Contains(DependentsFinalizer.Orphan) ? PropagationPolicy.Orphan : PropagationPolicy.Background;

    private static Standing StandingOf(OwnerReference owner, OwnedView view)
    {
        if (view.Owners.TryGetValue(owner.Uid, out var found) && (found.Namespace.Length == 0 || found.Namespace == view.Metadata.Namespace))
        {
            return found.Waits ? Standing.Waiting : Standing.Staying;
        }

        // An object of the whole cluster cannot have an owner in a namespace: which namespace is meant nobody can tell.
        return view.IsNamespaced(owner) is not { } namespaced || (namespaced && view.Metadata.Namespace.Length == 0) ? Standing.Unknown : Standing.Gone;
    }

    private enum Standing
    {
        Staying,
        Waiting,
        Gone,
        Unknown,
    }
}
