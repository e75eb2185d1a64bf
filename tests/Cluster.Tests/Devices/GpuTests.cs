using System.Net;
using System.Text.Json.Nodes;
using Orchestrator.TestKit.Clusters;
using Orchestrator.TestKit.Devices;

namespace Orchestrator.Cluster.Tests.Devices;

/// <summary>
/// GPUs from the driver's program to the engine, through the API. The engine of the tests has no driver for them, so containers are made with the request and do not start: what is
/// shown is who gets which device, and what becomes of whose device fails.
/// </summary>
public sealed class GpuTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orc-gpu-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Gpus_are_given_by_id_to_pods_of_the_api_and_replaced_when_they_fail()
    {
        var smi = new Smi(_folder.FullName);
        smi.List(3);
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { Arguments = ["--nvidia-smi", smi.Path] });
        await cluster.EventuallyAsync(async () => (await NodeAsync(cluster)).At("status.allocatable")!["nvidia.com/gpu"] is not null, "the node offers GPUs");
        var node = await NodeAsync(cluster);
        Assert.Equal(("3", "NVIDIA-H100-80GB-HBM3", true), ((string?)node.At("status.capacity")!["nvidia.com/gpu"], (string?)node.At("metadata.labels")!["nvidia.com/gpu.product"], node.Is("DevicesReady")));
        var ns = await cluster.NewNamespaceAsync();
        await cluster.Api.CreateAsync(Api.Deployments(ns), Manifests.Deployment("train", 2, Manifests.Container($$"""{"image":"{{TestKit.Images.Busybox}}","resources":{"limits":{"nvidia.com/gpu":1} } }""")));

        await cluster.EventuallyAsync(async () => (await DevicesAsync(cluster, ns)).SequenceEqual([Smi.Uuid(0), Smi.Uuid(1)]), "each pod has a GPU of its own");
        await cluster.EventuallyAsync(() => IsRequestedAsync(cluster, ns), "the engine was told whose GPU a container gets");
        await cluster.EventuallyAsync(
            async () => (await cluster.Api.ListAsync(Api.Pods(ns))).All(pod => pod.ToJsonString().Contains("could not select device driver", StringComparison.Ordinal)), "the engine was asked for them");

        smi.Say($"{Smi.Line(0)}\nUnable to determine the device handle for GPU 0000:5D:00.0: Unknown Error\n", exit: 255);

        await cluster.EventuallyAsync(async () => (await DevicesAsync(cluster, ns)).SequenceEqual([Smi.Uuid(0), Smi.Uuid(2)]), "the pod was replaced and has another GPU", TimeSpan.FromSeconds(120));
        node = await NodeAsync(cluster);
        Assert.Equal(("3", "2"), ((string?)node.At("status.capacity")!["nvidia.com/gpu"], (string?)node.At("status.allocatable")!["nvidia.com/gpu"]));
        Assert.Equal($"{Smi.Uuid(1)} does not work: Unknown Error.", node.Condition("DevicesReady").Text("message"));
    }

    private static Task<JsonNode> NodeAsync(TestCluster cluster) => cluster.Api.GetAsync($"/api/v1/nodes/{cluster.Name}");

    // The engine here has no driver, so containers are made again and again, and one may be gone by the time it is looked at.
    private static async Task<bool> IsRequestedAsync(TestCluster cluster, string ns)
    {
        foreach (var container in await cluster.ContainersAsync(ns))
        {
            try
            {
                var requested = (string?)(await cluster.Engine.InspectAsync(container.Id)).At("HostConfig.DeviceRequests.0.DeviceIDs.0");
                Assert.Equal((string?)container.Labels["orchestrator.devices"], requested);
                return true;
            }
            catch (HttpRequestException gone) when (gone.StatusCode == HttpStatusCode.NotFound)
            {
                continue;
            }
        }

        return false;
    }

    // By the pods that are there, in order.
    private static async Task<IEnumerable<string>> DevicesAsync(TestCluster cluster, string ns) => (await cluster.Api.ListAsync(Api.Pods(ns)))
        .Where(pod => pod.At("metadata.deletionTimestamp") is null)
        .Select(pod => pod.Text("status.containerStatuses.0.allocatedResourcesStatus.0.resources.0.resourceID") ?? "")
        .Order(StringComparer.Ordinal);
}
