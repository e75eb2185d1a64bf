using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Filters;

/// <summary>
/// Whether a node has the devices that a pod asks for, together. The node alone gives them, one pod after the other in an order that nobody knows before; so of what was placed there
/// and it has not told of yet only that counts as possible which is so in every order.
/// </summary>
internal static class DeviceFit
{
    /// <summary>Whether it has them.</summary>
    public static bool Fits(ClusterIndex index, PodClass pod, int slot) => Lacking(index, pod, slot) is null;

    /// <summary>The devices of which it can't give what is asked; null where it can.</summary>
    public static DeviceOffer? Lacking(ClusterIndex index, PodClass pod, int slot)
    {
        if (!pod.AsksExtended || index.Nodes.Nodes[slot]?.Devices is not { } stock)
        {
            return null;
        }

        var leases = index.LeasesOn(slot, stock);
        foreach (var offer in stock.Offers)
        {
            var ask = DeviceAsk.Of(pod.Profile.Requests, offer);
            if (!ask.IsNothing && !Gives(offer, leases, ask, Unconfirmed(index, offer, slot)))
            {
                return offer;
            }
        }

        return null;
    }

    // Of one way to ask, sums are what decides, whoever comes first. Of several, who comes first decides what is left for the others, so they wait until the node has told.
    private static bool Gives(DeviceOffer offer, IReadOnlyCollection<DeviceLease> leases, DeviceAsk ask, DeviceAsk others)
    {
        var all = ask.And(others);
        return all.Ways == 1 ? DeviceRoom.Has(offer, leases, all) : others.IsNothing && DeviceAssignment.Assign("", ask, offer, leases) is not null;
    }

    // A pod that the node has told of began there.
    private static DeviceAsk Unconfirmed(ClusterIndex index, DeviceOffer offer, int slot)
    {
        var sum = new DeviceAsk();
        foreach (var other in index.Nodes.Pods[slot])
        {
            sum = other.Class.AsksExtended && other.Pod.StartedAt is null ? sum.And(DeviceAsk.Of(other.Class.Profile.Requests, offer)) : sum;
        }

        return sum;
    }
}
