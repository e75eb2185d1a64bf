using Orchestrator.Agent.Devices;
using Orchestrator.Agent.Tests.Support;
using Orchestrator.Contracts;
using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit.Devices;

namespace Orchestrator.Agent.Tests.Devices;

/// <summary>A machine whose driver's program lists four GPUs in two linked pairs, unless told otherwise.</summary>
internal sealed class GpuMachine : IAsyncDisposable
{
    public GpuMachine()
    {
        Smi = new Smi(World.Folder);
        Cdi = Directory.CreateDirectory(Path.Combine(World.Folder, "cdi")).FullName;
        World.Options.Devices = new DeviceOptions { NvidiaSmi = Smi.Path, CdiFolders = [Cdi], Period = TimeSpan.FromSeconds(10) };
        Smi.List(4);
        Smi.Connect(GpuTopologyTests.TwoPairs);
    }

    public World World { get; } = new();

    /// <summary>The folder of its device specifications.</summary>
    public string Cdi { get; }

    public Smi Smi { get; }

    /// <summary>The devices that the node was last registered with.</summary>
    public NodeDeviceReport? Reported => World.ControlPlane.Registration?.Devices;

    /// <summary>Its GPUs.</summary>
    public DeviceOffer Gpus => Reported!.Offers.Single(offer => offer.Resource == DeviceResource.Gpu);

    /// <summary>A pod that asks for so many devices.</summary>
    public static Pod Asking(string name, int count, string resource = DeviceResource.Gpu)
    {
        var pod = Samples.Pod(name);
        var amounts = QuantityMap.Empty.Add(resource, Quantity.Of(count));
        return pod with { Spec = pod.Spec with { Containers = [pod.Spec.Containers[0] with { Resources = new ResourceRequirements { Limits = amounts, Requests = amounts } }] } };
    }

    /// <summary>Devices that a pod has for itself.</summary>
    public static IEnumerable<DeviceLease> Leases(string pod, params string[] ids) =>
        ids.Select(id => new DeviceLease($"uid-{pod}", id) { Resource = id.Contains('=') ? id.Split('=')[0] : DeviceResource.Gpu });

    /// <summary>A pod that is being deleted, with 20 s left.</summary>
    public Pod Ending(Pod pod) => pod with { Metadata = pod.Metadata with { DeletionTimestamp = World.Clock.GetUtcNow() + TimeSpan.FromSeconds(20), DeletionGracePeriodSeconds = 20 } };

    /// <summary>Binds a pod with devices and waits until it is reported as running; answers the id of its container.</summary>
    public async Task<string> RunAsync(string name, Pod pod, params string[] ids)
    {
        World.Agent.Accept(World.ControlPlane.Bind(pod, [.. Leases(name, ids)]));
        return await World.ReportedRunningAsync(pod.Metadata.Uid);
    }

    /// <summary>Waits until the node is registered with GPUs.</summary>
    public Task OffersAsync(Func<DeviceOffer, bool>? what = null) =>
        World.UntilAsync(() => Reported is { Offers.IsEmpty: false } && (what ?? (_ => true))(Gpus), "the GPUs are told");

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
