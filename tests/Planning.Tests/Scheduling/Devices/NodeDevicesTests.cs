using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Devices;

namespace Orchestrator.Planning.Tests.Scheduling.Devices;

public sealed class NodeDevicesTests
{
    private static readonly DeviceOffer Gpus = new()
    {
        MemoryResource = DeviceResource.GpuMemory,
        SliceResource = DeviceResource.GpuShared,
        Devices = [.. Enumerable.Range(0, 4).Select(number => new Device { Id = $"GPU-{number}", MemoryBytes = 80, Slices = 4 })],
    };

    private static readonly DeviceOffer Cards = new() { Resource = "example.com/card", Devices = [new Device { Id = "example.com/card=a" }] };

    [Fact]
    public void Assign_gives_of_each_kind_what_is_asked_of_it()
    {
        var given = Assign(Pod(("nvidia.com/gpu", 2), ("orchestrator.dev/gpu-memory", 30), ("example.com/card", 1)))!.Value;

        Assert.Equal(["GPU-0", "GPU-1", "GPU-2", "example.com/card=a"], given.Select(lease => lease.DeviceId));
        Assert.Equal(["nvidia.com/gpu", "nvidia.com/gpu", "orchestrator.dev/gpu-memory", "example.com/card"], given.Select(lease => lease.Resource));
        Assert.Equal([0, 0, 30, 0], given.Select(lease => lease.MemoryBytes));
    }

    [Theory]
    [InlineData("nvidia.com/gpu", 5)]
    [InlineData("orchestrator.dev/gpu-memory", 81)]
    [InlineData("nvidia.com/gpu.shared", 5)]
    [InlineData("example.com/card", 2)]
    public void Assign_of_more_than_a_device_or_all_of_them_have_gives_nothing(string resource, long amount) => Assert.Null(Assign(Pod((resource, amount))));

    [Fact]
    public void Assign_to_a_pod_that_asks_for_none_gives_none() => Assert.Empty(Assign(Pod(("cpu.example.com/other", 3)))!.Value);

    [Fact]
    public void Capacity_counts_all_and_allocatable_what_works()
    {
        var offer = Gpus with { Devices = Gpus.Devices.SetItem(0, Gpus.Devices[0] with { Healthy = false }) };

        Assert.Equal([("example.com/card", 1), ("nvidia.com/gpu", 4), ("nvidia.com/gpu.shared", 16), ("orchestrator.dev/gpu-memory", 320)], Listed(NodeDevices.Capacity([offer, Cards])));
        Assert.Equal([("example.com/card", 1), ("nvidia.com/gpu", 3), ("nvidia.com/gpu.shared", 12), ("orchestrator.dev/gpu-memory", 240)], Listed(NodeDevices.Allocatable([offer, Cards])));
    }

    // What is left for one more pod is the difference to what pods have: two whole devices, and 50 of a third beside one that is free.
    [Fact]
    public void Requestable_leaves_exactly_what_one_more_pod_can_have()
    {
        DeviceLease[] leases =
        [
            new("a", "GPU-0") { Resource = "nvidia.com/gpu" },
            new("b", "GPU-1") { Resource = "nvidia.com/gpu" },
            new("c", "GPU-2", MemoryBytes: 30) { Resource = "orchestrator.dev/gpu-memory" },
            new("d", "GPU-3", MemoryBytes: 60) { Resource = "orchestrator.dev/gpu-memory" },
        ];

        var requestable = NodeDevices.Requestable([Gpus], leases);

        Assert.Equal([("nvidia.com/gpu", 2), ("nvidia.com/gpu.shared", 0), ("orchestrator.dev/gpu-memory", 90 + 50)], Listed(requestable));
    }

    [Fact]
    public void Requestable_by_chance_is_what_a_pod_gets_and_one_more_is_refused()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var leases = new List<DeviceLease>();
            for (var number = 0; number < 8; number++)
            {
                var pod = random.Next(3) switch { 0 => Pod((DeviceResource.Gpu, 1)), 1 => Pod((DeviceResource.GpuMemory, random.Next(1, 80))), _ => Pod((DeviceResource.GpuShared, random.Next(1, 4))) };
                leases.AddRange(NodeDevices.Assign(pod, [Gpus], leases) ?? []);
            }

            var requestable = NodeDevices.Requestable([Gpus], leases);
            foreach (var (resource, taken) in new[]
            {
                (DeviceResource.Gpu, leases.Count(lease => lease.IsWhole)), (DeviceResource.GpuMemory, leases.Sum(lease => lease.MemoryBytes)), (DeviceResource.GpuShared, leases.Sum(lease => lease.Slices)),
            })
            {
                var left = requestable[resource] - taken;
                Assert.NotNull(NodeDevices.Assign(Pod((resource, left)), [Gpus], leases));
                Assert.Null(NodeDevices.Assign(Pod((resource, left + 1)), [Gpus], leases));
            }
        }
    }

    [Fact]
    public void Failed_are_devices_that_do_not_work_or_are_gone_and_that_somebody_has()
    {
        var offer = Gpus with { Devices = [Gpus.Devices[0] with { Healthy = false, Message = "lost" }, Gpus.Devices[1] with { Healthy = false }, Gpus.Devices[2]] };

        var failed = NodeDevices.Failed([offer], [new DeviceLease("a", "GPU-0"), new DeviceLease("b", "GPU-2"), new DeviceLease("c", "GPU-3")]);

        Assert.Equal([("a", "lost"), ("c", null)], failed.Select(one => (one.Lease.PodUid, one.Device?.Message)));
    }

    private static ImmutableArray<DeviceLease>? Assign(PodDemand pod) => NodeDevices.Assign(pod, [Gpus, Cards], []);

    private static (string, long)[] Listed(ImmutableSortedDictionary<string, long> amounts) => [.. amounts.Select(amount => (amount.Key, amount.Value))];

    private static PodDemand Pod(params (string Resource, long Amount)[] asks) => new()
    {
        Namespace = "default",
        Name = "pod",
        Uid = "uid",
        Extended = asks.ToImmutableSortedDictionary(ask => ask.Resource, ask => ask.Amount, StringComparer.Ordinal),
    };
}
