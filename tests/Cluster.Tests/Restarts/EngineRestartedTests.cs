using System.Text.Json.Nodes;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Restarts;

/// <summary>The container engine goes away and comes back.</summary>
public sealed class EngineRestartedTests
{
    private const int Replicas = 3;

    [Fact]
    public async Task Engine_that_lets_containers_go_on_finds_them_adopted_after_its_end_and_after_a_crash()
    {
        await using var engine = await PrivateEngine.CreateAsync(liveRestore: true);
        await using var cluster = await StartAsync(engine);
        var replicas = Replicas;
        foreach (var end in new Func<Task>[] { engine.HaltAsync, engine.KillAsync })
        {
            var before = Running(await cluster.ContainersAsync());
            await end();
            await cluster.EventuallyAsync(async () => !(await cluster.Api.GetAsync($"/api/v1/nodes/{cluster.Name}")).Is("Ready"), "the node says that its engine is away");
            await engine.StartAsync();

            await cluster.WaitUntilReadyAsync();
            replicas++;
            await cluster.Api.PatchAsync($"{Api.Deployments("default")}/web", $$"""{"spec":{"replicas":{{replicas}} } }""");
            await cluster.SettledAsync("default", "web", replicas);
            var after = await cluster.ContainersAsync();
            Assert.Subset(Running(after), before);
            Assert.Equal(replicas, after.Count);
            Assert.All(await cluster.Api.ListAsync(Api.Pods("default")), pod => Assert.Equal(0, pod.Number("status.containerStatuses.0.restartCount")));
        }
    }

    // The engine tells of the ends while it still takes calls, so a container may have been started, and ended, once more in between. A pod whose container is known to have ended is looked
    // at as soon as the engine answers, and why it ended is found out when the agent has its events again: all may run by then, and the reason come a moment later.
    [Fact]
    public async Task Engine_that_ends_its_containers_has_them_started_again_and_the_status_says_why()
    {
        await using var engine = await PrivateEngine.CreateAsync(liveRestore: false);
        await using var cluster = await StartAsync(engine);
        var pods = (await cluster.Api.ListAsync(Api.Pods("default"))).Select(JsonReading.Uid).ToHashSet();
        await engine.HaltAsync();
        await engine.StartAsync();

        await cluster.WaitUntilReadyAsync();
        await cluster.EventuallyAsync(
            async () => (await cluster.Api.ListAsync(Api.Pods("default"))).All(pod => pod.Number("status.containerStatuses.0.restartCount") >= 1 && pod.Is("Ready") && SaysWhy(pod)),
            "all run again, and say why they ended");
        await cluster.SettledAsync("default", "web", Replicas);
        var after = await cluster.Api.ListAsync(Api.Pods("default"));
        Assert.Equal(pods, after.Select(JsonReading.Uid).ToHashSet());
        Assert.All(after, pod => Assert.True(SaysWhy(pod), pod["status"]?.ToJsonString()));
    }

    private static bool SaysWhy(JsonNode pod) => pod.Text("status.containerStatuses.0.lastState.terminated.message")?.Contains("engine", StringComparison.Ordinal) == true;

    private static HashSet<string> Running(IEnumerable<EngineContainer> containers) => [.. containers.Where(one => one.Running).Select(one => one.Id)];

    private static async Task<TestCluster> StartAsync(PrivateEngine engine)
    {
        var cluster = await TestCluster.StartAsync(new TestClusterOptions { Engine = engine.Address });
        await cluster.Api.CreateAsync(Api.Deployments("default"), Manifests.Deployment("web", Replicas));
        await cluster.SettledAsync("default", "web", Replicas);
        return cluster;
    }
}
