using Orchestrator.Resources.Meta;
using Orleans;

namespace Orchestrator.Contracts;

/// <summary>Tells the garbage collector where to look.</summary>
public static class GarbageNotice
{
    /// <summary>Says that the object of this uid is gone or has begun to go, and waits for nothing: what is missed is found minutes later.</summary>
    public static void Send(IGrainFactory grains, string uid) => _ = grains.GetGrain<IGarbageCollectorGrain>(GrainKey.GarbageCollector).Look(uid);

    /// <summary>Says that somebody has named the owners of an object, which may be gone.</summary>
    public static void SendIfOwned(IGrainFactory grains, ObjectMeta metadata)
    {
        if (!metadata.OwnerReferences.IsEmpty)
        {
            Send(grains, metadata.Uid);
        }
    }
}
