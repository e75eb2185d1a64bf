using Orchestrator.Contracts;
using Orchestrator.Resources.Meta;
using Orleans;

namespace Orchestrator.Grains.Resources;

/// <summary>Tells the controlling owner of an object to look again.</summary>
public static class OwnerNotice
{
    /// <summary>Sends, and waits for nothing: an owner that misses it looks again by itself, later.</summary>
    public static void Send(IGrainFactory grains, ObjectMeta child)
    {
        if (child.ControllerReference() is { } owner && Find(grains, owner, child.Namespace) is { } grain)
        {
            // The call is one-way: its task is done when it is sent.
            _ = grain.LookAgain(child.Name);
        }
    }

    private static ILookAgain? Find(IGrainFactory grains, OwnerReference owner, string ns) => (owner.ApiVersion, owner.Kind) switch
    {
        ("apps/v1", "Deployment") => grains.GetGrain<IDeploymentGrain>(GrainKey.Deployment(ns, owner.Name)),
        ("apps/v1", "ReplicaSet") => grains.GetGrain<IReplicaSetGrain>(GrainKey.ReplicaSet(ns, owner.Name)),
        _ => null,
    };
}
