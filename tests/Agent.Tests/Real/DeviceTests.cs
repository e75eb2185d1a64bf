using Orchestrator.Planning.Scheduling.Devices;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit.Devices;
using static Orchestrator.Agent.Tests.Real.RealPods;

namespace Orchestrator.Agent.Tests.Real;

/// <summary>GPUs and a real engine. It has no driver for them: that its own words about that reach the pod shows that it was asked.</summary>
public sealed class DeviceTests(RealNode node) : IClassFixture<RealNode>
{
    [Fact]
    public async Task Gpu_is_asked_of_the_engine_and_what_it_says_of_that_is_the_pods_state()
    {
        var amounts = QuantityMap.Empty.Add(DeviceResource.Gpu, Quantity.Of(1));
        var uid = node.Run(Of(Shell("main", Forever) with { Resources = new ResourceRequirements { Limits = amounts, Requests = amounts } }), new DeviceLease("", Smi.Uuid(0)) { Resource = DeviceResource.Gpu });

        await node.UntilAsync(uid, pod => pod.Status.ContainerStatuses.Any(status => status.State.Terminated is { Reason: "StartError" }), "the engine has refused to start it");

        Assert.Contains("could not select device driver", node.Status(uid, "main").State.Terminated!.Message);
        Assert.Equal((DeviceResource.Gpu, Smi.Uuid(0), "Unknown"), node.Status(uid, "main").AllocatedResourcesStatus.Select(status => (status.Name, status.Resources[0].ResourceId, status.Resources[0].Health!)).Single());
    }
}
