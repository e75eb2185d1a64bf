namespace Orchestrator.Planning.Scheduling.Devices;

/// <summary>What is left of devices. A device that one pod has for itself has no shares left, and one of which a share is taken is not free, nor shared in the other way.</summary>
internal static class DeviceRoom
{
    /// <summary>The places in the offer of devices that work and nobody has anything of.</summary>
    public static int[] Free(DeviceOffer offer, IEnumerable<DeviceLease> leases)
    {
        var taken = leases.Select(lease => lease.DeviceId).ToHashSet(StringComparer.Ordinal);
        return [.. Enumerable.Range(0, offer.Devices.Length).Where(index => offer.Devices[index].Healthy && !taken.Contains(offer.Devices[index].Id))];
    }

    /// <summary>The memory that is left of each device that works.</summary>
    public static IEnumerable<(Device Device, long Free)> Memory(DeviceOffer offer, IEnumerable<DeviceLease> leases) =>
        Shares(offer, leases, device => device.MemoryBytes, lease => lease.MemoryBytes);

    /// <summary>The slices that are left of each device that works.</summary>
    public static IEnumerable<(Device Device, long Free)> Slices(DeviceOffer offer, IEnumerable<DeviceLease> leases) =>
        Shares(offer, leases, device => device.Slices, lease => lease.Slices);

    /// <summary>Whether pods that ask in one way alone get all of it, whoever of them comes first: as many free devices, or one device that has as much left as all shares together.</summary>
    public static bool Has(DeviceOffer offer, IReadOnlyCollection<DeviceLease> leases, DeviceAsk ask) =>
        (ask.Whole == 0 || Free(offer, leases).Length >= ask.Whole)
        && (ask.MemoryBytes == 0 || Memory(offer, leases).Any(share => share.Free >= ask.MemoryBytes))
        && (ask.Slices == 0 || Slices(offer, leases).Any(share => share.Free >= ask.Slices));

    private static IEnumerable<(Device Device, long Free)> Shares(DeviceOffer offer, IEnumerable<DeviceLease> leases, Func<Device, long> whole, Func<DeviceLease, long> share)
    {
        var taken = leases.ToLookup(lease => lease.DeviceId, StringComparer.Ordinal);
        return offer.Devices.Where(device => device.Healthy)
            .Select(device => (device, taken[device.Id].Aggregate(whole(device), (left, lease) => share(lease) > 0 ? left - share(lease) : 0)));
    }
}
