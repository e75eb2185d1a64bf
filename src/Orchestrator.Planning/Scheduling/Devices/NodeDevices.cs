using System.Collections.Immutable;

namespace Orchestrator.Planning.Scheduling.Devices;

/// <summary>All devices of a node, of whatever kind, and what pods have of them.</summary>
public static class NodeDevices
{
    private static readonly ImmutableSortedDictionary<string, long> Nothing = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>What the pod gets; null where the node can't give it. Nothing where it asks for none.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="offers">The node's devices.</param>
    /// <param name="leases">What other pods have of them.</param>
    public static ImmutableArray<DeviceLease>? Assign(PodDemand pod, IEnumerable<DeviceOffer> offers, IReadOnlyCollection<DeviceLease> leases)
    {
        ArgumentNullException.ThrowIfNull(pod);
        var given = ImmutableArray.CreateBuilder<DeviceLease>();
        foreach (var offer in offers)
        {
            if (DeviceAssignment.Assign(pod.Uid, DeviceAsk.Of(pod.Extended, offer), offer, leases) is not { } some)
            {
                return null;
            }

            given.AddRange(some);
        }

        return given.DrainToImmutable();
    }

    /// <summary>What the machine has, by the names under which it is asked for.</summary>
    public static ImmutableSortedDictionary<string, long> Capacity(IEnumerable<DeviceOffer> offers) => Sums(offers, _ => true);

    /// <summary>What of it works.</summary>
    public static ImmutableSortedDictionary<string, long> Allocatable(IEnumerable<DeviceOffer> offers) => Sums(offers, device => device.Healthy);

    /// <summary>
    /// What pods may request together, such that the difference to what the present ones request is exactly what one more pod can have: the devices that nobody has anything
    /// of, and of shares the largest that is left of one device. A sum would count shares that no pod can have, because a pod's share is of one device.
    /// </summary>
    public static ImmutableSortedDictionary<string, long> Requestable(IEnumerable<DeviceOffer> offers, IReadOnlyCollection<DeviceLease> leases)
    {
        var amounts = Nothing.ToBuilder();
        foreach (var offer in offers)
        {
            Set(offer.Resource, leases.Count(lease => lease.IsWhole && lease.Resource == offer.Resource) + DeviceRoom.Free(offer, leases).Length);
            Set(offer.MemoryResource, Taken(offer.MemoryResource, lease => lease.MemoryBytes) + Largest(DeviceRoom.Memory(offer, leases)));
            Set(offer.SliceResource, Taken(offer.SliceResource, lease => lease.Slices) + Largest(DeviceRoom.Slices(offer, leases)));
        }

        return amounts.ToImmutable();

        long Taken(string resource, Func<DeviceLease, long> amount) => leases.Where(lease => lease.Resource == resource).Sum(amount);

        void Set(string resource, long amount)
        {
            if (resource.Length > 0)
            {
                amounts[resource] = amount;
            }
        }
    }

    /// <summary>The devices that do not work and that pods have; of one that is not there any more only the id is known.</summary>
    public static ImmutableArray<(DeviceLease Lease, Device? Device)> Failed(IEnumerable<DeviceOffer> offers, IEnumerable<DeviceLease> leases)
    {
        var devices = offers.SelectMany(offer => offer.Devices).ToDictionary(device => device.Id, StringComparer.Ordinal);
        return [.. leases.Select(lease => (lease, devices.GetValueOrDefault(lease.DeviceId))).Where(pair => pair.Item2 is not { Healthy: true })];
    }

    private static long Largest(IEnumerable<(Device Device, long Free)> shares) => shares.Select(share => share.Free).DefaultIfEmpty().Max();

    private static ImmutableSortedDictionary<string, long> Sums(IEnumerable<DeviceOffer> offers, Func<Device, bool> counts)
    {
        var sums = Nothing.ToBuilder();
        foreach (var offer in offers)
        {
            var devices = offer.Devices.Where(counts).ToList();
            Add(offer.Resource, devices.Count);
            Add(offer.MemoryResource, devices.Sum(device => device.MemoryBytes));
            Add(offer.SliceResource, devices.Sum(device => (long)device.Slices));
        }

        return sums.ToImmutable();

        void Add(string resource, long amount)
        {
            if (resource.Length > 0)
            {
                sums[resource] = sums.GetValueOrDefault(resource) + amount;
            }
        }
    }
}
