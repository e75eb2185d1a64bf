using System.Collections.Immutable;
using Orchestrator.Planning.Pods;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Tests.Scheduling.Devices;

public sealed class ContainerDevicesTests
{
    // A sidecar and two containers run together; the init container comes before the last two, and uses what they will have.
    private static readonly PodSpec Spec = new()
    {
        InitContainers = [Asking("side", 1) with { RestartPolicy = "Always" }, Asking("init", 2), Asking("nothing", 0)],
        Containers = [Asking("first", 1), Asking("none", 0), Asking("second", 2)],
    };

    [Theory]
    [InlineData("side", "0")]
    [InlineData("init", "1 2")]
    [InlineData("nothing", "")]
    [InlineData("first", "1")]
    [InlineData("none", "")]
    [InlineData("second", "2 3")]
    [InlineData("missing", "")]
    public void Whole_devices_are_a_containers_own(string container, string devices)
    {
        ImmutableArray<DeviceLease> leases = [.. Enumerable.Range(0, 4).Select(number => new DeviceLease("uid", $"{number}") { Resource = DeviceResource.Gpu })];

        Assert.Equal(4, PodRequests.Of(Spec, DeviceResource.Gpu).Value);
        Assert.Equal(devices, string.Join(' ', ContainerDevices.Of(Spec, container, leases)));
    }

    [Theory]
    [InlineData("a", "GPU-7")]
    [InlineData("b", "GPU-7")]
    [InlineData("c", "")]
    public void A_share_is_of_one_device_that_all_who_ask_see(string container, string device)
    {
        var spec = new PodSpec { Containers = [Asking("a", 10, DeviceResource.GpuMemory), Asking("b", 20, DeviceResource.GpuMemory), Asking("c", 0)] };

        Assert.Equal(device, string.Join(' ', ContainerDevices.Of(spec, container, [new DeviceLease("uid", "GPU-7", MemoryBytes: 30) { Resource = DeviceResource.GpuMemory }])));
    }

    [Fact]
    public void A_container_with_whole_devices_and_a_share_sees_both()
    {
        var container = Asking("a", 1) with { Resources = new ResourceRequirements { Requests = Amounts((DeviceResource.Gpu, 1), (DeviceResource.GpuShared, 1)) } };

        Assert.Equal("GPU-1 GPU-2", string.Join(' ', ContainerDevices.Of(
            new PodSpec { Containers = [container] },
            "a",
            [new DeviceLease("uid", "GPU-1") { Resource = DeviceResource.Gpu }, new DeviceLease("uid", "GPU-2", Slices: 1) { Resource = DeviceResource.GpuShared }])));
    }

    private static Container Asking(string name, long amount, string resource = DeviceResource.Gpu) =>
        new() { Name = name, Resources = new ResourceRequirements { Requests = amount == 0 ? QuantityMap.Empty : Amounts((resource, amount)) } };

    private static ImmutableSortedDictionary<string, Quantity> Amounts(params (string Resource, long Amount)[] amounts) =>
        QuantityMap.Empty.AddRange(amounts.Select(amount => KeyValuePair.Create(amount.Resource, Quantity.Of(amount.Amount))));
}
