using System.Diagnostics;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Failures;

/// <summary>An engine that takes connections and answers nothing.</summary>
public sealed class FrozenEngineTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Engine_that_answers_nothing_for_a_minute_is_said_to_be_away_and_nothing_is_lost_or_doubled()
    {
        await using var engine = await PrivateEngine.CreateAsync(liveRestore: true);
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { Engine = engine.Address });
        await cluster.Api.CreateAsync(Api.Deployments("default"), Manifests.Deployment("web", 3));
        await cluster.SettledAsync("default", "web", 3);
        var before = (await cluster.ContainersAsync()).Select(one => one.Id).ToHashSet();

        engine.Freeze();
        var frozen = Stopwatch.StartNew();
        try
        {
            // Where it was just describing the machine when its engine froze, it gives up on that first.
            await cluster.EventuallyAsync(
                async () => (await cluster.Api.GetAsync($"/api/v1/nodes/{cluster.Name}")).Condition("Ready").Text("reason") == "ContainerEngineNotReady", "the node says that its engine is away");
            var node = await cluster.Api.GetAsync($"/api/v1/nodes/{cluster.Name}");
            Assert.False(node.Is("Ready"));
            Assert.Contains("engine", node.Condition("Ready").Text("message"), StringComparison.OrdinalIgnoreCase);

            // What is asked for meanwhile is kept, and said to wait.
            await cluster.Api.CreateAsync(Api.Pods("default"), Manifests.Pod("late", Manifests.Hello()));
            await cluster.PodAsync("default", "late", pod => (pod.Condition("PodScheduled").Text("message") ?? "").Contains("not ready", StringComparison.Ordinal), "waits for a node");
            await Eventually.True(() => Task.FromResult(frozen.Elapsed > Minute), "a minute has passed", Minute * 2);
        }
        finally
        {
            engine.Thaw();
        }

        await cluster.WaitUntilReadyAsync();
        await cluster.PodAsync("default", "late", pod => pod.Is("Ready"), "runs");
        await cluster.SettledAsync("default", "web", 3);
        Assert.Subset((await cluster.ContainersAsync()).Where(one => one.Running).Select(one => one.Id).ToHashSet(), before);
        Assert.All(await cluster.Api.ListAsync(Api.Pods("default")), pod => Assert.Equal(0, pod.Number("status.containerStatuses.0.restartCount")));
    }
}
