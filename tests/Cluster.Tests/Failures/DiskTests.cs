using System.Text.Json.Nodes;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Failures;

/// <summary>A disk that fills: while a pod runs, and while an image is pulled.</summary>
public sealed class DiskTests
{
    private const string Container = "status.containerStatuses.0";

    [Fact]
    public async Task Volume_that_grows_beyond_its_limit_ends_its_pod_as_evicted_and_the_rest_goes_on()
    {
        await using var cluster = await TestCluster.StartAsync();
        var ns = await cluster.NewNamespaceAsync();
        await cluster.Api.CreateAsync(Api.Deployments(ns), Manifests.Deployment("beside", 2));
        var writer = Manifests.Script("dd if=/dev/zero of=/cache/file bs=1M count=20; sleep 1000");
        writer["volumeMounts"] = JsonNode.Parse("""[{"name":"cache","mountPath":"/cache"}]""");
        var pod = Manifests.Pod("writer", writer);
        pod["spec"]!["volumes"] = JsonNode.Parse("""[{"name":"cache","emptyDir":{"sizeLimit":"5Mi"}}]""");
        await cluster.Api.CreateAsync(Api.Pods(ns), pod);

        var evicted = await cluster.PodAsync(ns, "writer", one => one.Text("status.phase") == "Failed", "failed");
        Assert.Equal("Evicted", evicted.Text("status.reason"));
        Assert.Contains("Usage of EmptyDir volume \"cache\" exceeds the limit \"5Mi\"", evicted.Text("status.message"), StringComparison.Ordinal);
        await cluster.EventAsync(ns, "Evicted", "exceeds the limit");
        await cluster.EventuallyAsync(async () => (await cluster.ContainersAsync(ns)).Count(one => one.Running) == 2, "only the deployment runs");
        await cluster.SettledAsync(ns, "beside", 2);
        Assert.True((await cluster.Api.GetAsync($"/api/v1/nodes/{cluster.Name}")).Is("Ready"));
    }

    [Fact]
    public async Task Disk_that_fills_during_a_pull_is_told_of_and_the_rest_goes_on()
    {
        await using var registry = await TestRegistry.StartAsync();
        var large = await PushLargeAsync(registry);
        await using var engine = await PrivateEngine.CreateSmallAsync(mebibytes: 96);

        // The node itself counts as short of disk on so small a one; that is not what is shown here.
        var roomy = new TestClusterOptions { Engine = engine.Address, Arguments = ["--eviction-hard", "memory.available<10Mi"] };
        await using var cluster = await TestCluster.StartAsync(roomy);
        await cluster.Api.CreateAsync(Api.Pods("default"), Manifests.Pod("large", Manifests.Container($$"""{"image":"{{large}}"}""")));
        await cluster.PodAsync(
            "default",
            "large",
            one => (one.Text($"{Container}.state.waiting.message") ?? "").Contains("no space left on device", StringComparison.Ordinal),
            "says that the disk is full");
        await cluster.EventAsync("default", "Failed", "no space left on device");
        await cluster.Api.CreateAsync(Api.Deployments("default"), Manifests.Deployment("beside", 1));
        await cluster.SettledAsync("default", "beside", 1);
    }

    // An image that is larger than the small disk and that nothing compresses; it is taken from the shared engine again.
    private static async Task<string> PushLargeAsync(TestRegistry registry)
    {
        using var client = new EngineClient(TestEnvironment.Docker);
        var name = $"orc.example/{UniqueName.Of("large")}:1";
        await client.ImportRandomAsync(name, 128 * 1024 * 1024);
        try
        {
            return await registry.PushAsync(TestEnvironment.Docker, name, "large:1");
        }
        finally
        {
            await client.UntagAsync(name);
        }
    }
}
