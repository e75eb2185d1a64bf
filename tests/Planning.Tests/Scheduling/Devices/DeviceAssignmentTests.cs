using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Devices;

namespace Orchestrator.Planning.Tests.Scheduling.Devices;

public sealed class DeviceAssignmentTests
{
    private static readonly DeviceAsk One = new() { Whole = 1 };

    [Theory]
    [InlineData(2, "", "0 1")]
    [InlineData(2, "0", "1 2")]
    [InlineData(3, "1", "0 2 3")]
    [InlineData(4, "1", null)]
    [InlineData(0, "", "")]
    public void Assign_whole_devices_that_nobody_has(int count, string taken, string? given) =>
        Assert.Equal(given, Ids(new DeviceAsk { Whole = count }, Four(), [.. taken.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => new DeviceLease("other", id))]));

    [Fact]
    public void Assign_device_that_does_not_work_is_given_to_nobody()
    {
        var offer = new DeviceOffer { Devices = [new Device { Id = "0", Healthy = false, MemoryBytes = 100, Slices = 4 }] };

        Assert.Null(Ids(One, offer));
        Assert.Null(Ids(new DeviceAsk { MemoryBytes = 1 }, offer));
        Assert.Null(Ids(new DeviceAsk { Slices = 1 }, offer));
    }

    [Theory]
    [InlineData(40, "1")]
    [InlineData(41, "0")]
    [InlineData(101, null)]
    public void Assign_share_of_memory_goes_where_it_just_fits(long bytes, string? given) =>
        Assert.Equal(given, Ids(new DeviceAsk { MemoryBytes = bytes }, Four(), new DeviceLease("other", "1", MemoryBytes: 60)));

    [Fact]
    public void Assign_slices_are_counted()
    {
        var offer = new DeviceOffer { Devices = [new Device { Id = "0", Slices = 2 }] };

        Assert.Equal("0", Ids(new DeviceAsk { Slices = 1 }, offer, new DeviceLease("other", "0", Slices: 1)));
        Assert.Null(Ids(new DeviceAsk { Slices = 1 }, offer, new DeviceLease("other", "0", Slices: 2)));
    }

    [Fact]
    public void Assign_whole_and_shares_never_meet_on_one_device()
    {
        var offer = new DeviceOffer { Devices = [new Device { Id = "0", MemoryBytes = 100, Slices = 4 }] };

        Assert.Null(Ids(One, offer, new DeviceLease("other", "0", MemoryBytes: 1)));
        Assert.Null(Ids(One, offer, new DeviceLease("other", "0", Slices: 1)));
        Assert.Null(Ids(new DeviceAsk { MemoryBytes = 1 }, offer, new DeviceLease("other", "0")));
        Assert.Null(Ids(new DeviceAsk { Slices = 1 }, offer, new DeviceLease("other", "0")));
        Assert.Null(Ids(new DeviceAsk { MemoryBytes = 1 }, offer, new DeviceLease("other", "0", Slices: 1)));
    }

    // 0-2 and 1-3 are linked; 0-1 and 2-3 share a NUMA node.
    [Theory]
    [InlineData(2, "", "0 2")]
    [InlineData(2, "0", "1 3")]
    [InlineData(2, "2", "1 3")]
    [InlineData(2, "0 3", "1 2")]
    public void Assign_devices_of_one_pod_are_close_to_each_other(int count, string taken, string given)
    {
        var offer = Four() with { Closeness = [[9, 1, 2, 0], [1, 9, 0, 2], [2, 0, 9, 1], [0, 2, 1, 9]] };

        Assert.Equal(given, Ids(new DeviceAsk { Whole = count }, offer, [.. taken.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => new DeviceLease("other", id))]));
    }

    // Twenty devices in two islands that alternate: more than are tried in all ways.
    [Fact]
    public void Assign_of_many_devices_stays_on_one_island()
    {
        ImmutableArray<ImmutableArray<int>> closeness = [.. Enumerable.Range(0, 20).Select(left => Enumerable.Range(0, 20).Select(right => left % 2 == right % 2 ? 2 : 0).ToImmutableArray())];
        var offer = new DeviceOffer { Devices = [.. Enumerable.Range(0, 20).Select(number => new Device { Id = $"{number}" })], Closeness = closeness };

        var given = DeviceAssignment.Assign("pod", new DeviceAsk { Whole = 8 }, offer, [new DeviceLease("other", "0"), new DeviceLease("other", "2"), new DeviceLease("other", "4")])!.Value;

        Assert.Equal(["1", "3", "5", "7", "9", "11", "13", "15"], given.Select(lease => lease.DeviceId));
    }

    [Fact]
    public void Assign_by_chance_never_gives_more_than_there_is()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var offer = new DeviceOffer { Devices = [.. Enumerable.Range(0, random.Next(1, 7)).Select(number => new Device { Id = $"{number}", MemoryBytes = 100, Slices = 3 })] };
            var leases = new List<DeviceLease>();
            for (var pod = 0; pod < 20; pod++)
            {
                var ask = random.Next(3) switch { 0 => new DeviceAsk { Whole = random.Next(1, 4) }, 1 => new DeviceAsk { MemoryBytes = random.Next(1, 110) }, _ => new DeviceAsk { Slices = random.Next(1, 4) } };
                leases.AddRange(DeviceAssignment.Assign($"pod-{pod}", ask, offer, leases) ?? []);
            }

            Assert.All(leases.GroupBy(lease => lease.DeviceId), on => Assert.True(
                on.Count() == 1 || (on.All(lease => lease.MemoryBytes > 0) && on.Sum(lease => lease.MemoryBytes) <= 100) || (on.All(lease => lease.Slices > 0) && on.Sum(lease => lease.Slices) <= 3)));
        }
    }

    private static DeviceOffer Four() => new() { Devices = [.. Enumerable.Range(0, 4).Select(number => new Device { Id = $"{number}", MemoryBytes = 100 })] };

    private static string? Ids(DeviceAsk ask, DeviceOffer offer, params DeviceLease[] leases) =>
        DeviceAssignment.Assign("pod", ask, offer, leases) is { } given ? string.Join(' ', given.Select(lease => lease.DeviceId)) : null;
}
