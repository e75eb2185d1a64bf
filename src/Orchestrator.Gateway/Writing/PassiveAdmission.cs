using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Writing;

/// <summary>What only the server says of an object that no grain stands behind.</summary>
internal static class PassiveAdmission
{
    /// <summary>A new object: its identity is given, its deletion has not begun, and nobody has observed it yet.</summary>
    public static T New<T>(ResourceModel<T> model, T resource, string uid, DateTimeOffset now)
        where T : class, IResource<T> => WithoutStatus(model, resource).WithMetadata(resource.Metadata with
        {
            Uid = uid,
            CreationTimestamp = now,
            Generation = model.Kind.CountsGeneration ? 1 : 0,
            DeletionTimestamp = null,
            DeletionGracePeriodSeconds = null,
        });

    /// <summary>An object that replaces another: identity, deletion and status stay, and the generation rises where it is counted and more than metadata differs.</summary>
    public static T Replacement<T>(KindDescription kind, T resource, T current)
        where T : class, IResource<T>
    {
        var kept = current.Metadata;
        var next = (kind.HasStatus ? resource.WithStatusOf(current) : resource).WithMetadata(resource.Metadata with
        {
            Uid = kept.Uid,
            CreationTimestamp = kept.CreationTimestamp,
            DeletionTimestamp = kept.DeletionTimestamp,
            DeletionGracePeriodSeconds = kept.DeletionGracePeriodSeconds,
            Generation = kept.Generation,
        });
        var rises = kind.CountsGeneration && !ResourceJson.SameContent(next.WithMetadata(kept), current);
        return rises ? next.WithMetadata(next.Metadata with { Generation = kept.Generation + 1 }) : next;
    }

    // A status that a client sends with a new object is not what anybody has seen.
    private static T WithoutStatus<T>(ResourceModel<T> model, T resource)
        where T : class, IResource<T> => model.Kind.HasStatus ? resource.WithStatusOf(model.Empty) : resource;
}
