using System.Collections.Immutable;

namespace Orchestrator.Planning.Scheduling.Devices;

/// <summary>
/// Which devices of a node a pod gets. A device that one pod has for itself is never shared, and one of which a share is taken is never given whole, nor shared in
/// two ways.
/// </summary>
public static class DeviceAssignment
{
    // Up to here all ways to choose are tried: 12,870 for 8 of 16.
    private const int ExactMax = 16;

    /// <summary>The leases that the pod gets, whole devices first and those in the order of the offer; null where the node can't give what is asked.</summary>
    /// <param name="podUid">The pod.</param>
    /// <param name="ask">What it asks.</param>
    /// <param name="offer">The node's devices.</param>
    /// <param name="leases">What other pods have of them.</param>
    public static ImmutableArray<DeviceLease>? Assign(string podUid, DeviceAsk ask, DeviceOffer offer, IReadOnlyCollection<DeviceLease> leases)
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(offer);
        var given = new List<DeviceLease>();
        var enough = TakeWhole() && TakeMemory() && TakeSlices();
        return enough ? [.. given] : null;

        bool TakeWhole()
        {
            var free = DeviceRoom.Free(offer, leases);
            given.AddRange(free.Length < ask.Whole ? [] : Closest(free, ask.Whole, offer.Closeness)
                .Select(index => new DeviceLease(podUid, offer.Devices[index].Id) { Resource = offer.Resource }));
            return given.Count == ask.Whole;
        }

        bool TakeMemory() => ask.MemoryBytes <= 0 || Take(
            DeviceRoom.Memory(offer, [.. leases, .. given]), ask.MemoryBytes, id => new DeviceLease(podUid, id, MemoryBytes: ask.MemoryBytes) { Resource = offer.MemoryResource });

        bool TakeSlices() => ask.Slices <= 0 || Take(
            DeviceRoom.Slices(offer, [.. leases, .. given]), ask.Slices, id => new DeviceLease(podUid, id, Slices: ask.Slices) { Resource = offer.SliceResource });

        // The one with the least left that is enough, so that whole devices stay free.
        bool Take(IEnumerable<(Device Device, long Free)> shares, long asked, Func<string, DeviceLease> lease)
        {
            if (shares.Where(share => share.Free >= asked).OrderBy(share => share.Free).FirstOrDefault() is not { Device: { } device })
            {
                return false;
            }

            given.Add(lease(device.Id));
            return true;
        }
    }

    private static IReadOnlyList<int> Closest(int[] free, int count, ImmutableArray<ImmutableArray<int>> closeness)
    {
        if (closeness.IsEmpty || count <= 1 || count == free.Length)
        {
            return free[..count];
        }

        return free.Length <= ExactMax ? Exact(free, count, closeness) : Greedy(free, count, closeness);
    }

    private static List<int> Exact(int[] free, int count, ImmutableArray<ImmutableArray<int>> closeness)
    {
        List<int> best = [];
        var bestSum = long.MinValue;
        Choose([], 0, 0);
        return best;

        void Choose(List<int> chosen, int next, long sum)
        {
            if (chosen.Count == count)
            {
                (best, bestSum) = sum > bestSum ? ([.. chosen], sum) : (best, bestSum);
                return;
            }

            for (var i = next; i <= free.Length - (count - chosen.Count); i++)
            {
                var more = sum + chosen.Sum(other => (long)closeness[other][free[i]]);
                chosen.Add(free[i]);
                Choose(chosen, i + 1, more);
                chosen.RemoveAt(chosen.Count - 1);
            }
        }
    }

    // From each device on, whichever is closest to those that are chosen already.
    private static List<int> Greedy(int[] free, int count, ImmutableArray<ImmutableArray<int>> closeness)
    {
        List<int> best = [];
        var bestSum = long.MinValue;
        foreach (var first in free)
        {
            var (chosen, sum) = (new List<int> { first }, 0L);
            while (chosen.Count < count)
            {
                var next = free.Except(chosen).MaxBy(device => chosen.Sum(other => (long)closeness[other][device]));
                sum += chosen.Sum(other => (long)closeness[other][next]);
                chosen.Add(next);
            }

            (best, bestSum) = sum > bestSum ? (chosen, sum) : (best, bestSum);
        }

        best.Sort();
        return best;
    }
}
