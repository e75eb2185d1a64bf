using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Exits;

/// <summary>orc is asked to end.</summary>
public sealed class CleanExitTests
{
    [Fact]
    public async Task Orc_asked_to_end_leaves_its_containers_for_its_next_life()
    {
        await using var cluster = await StartAsync();
        var before = await RunningAsync(cluster);
        Assert.Equal(0, await cluster.Orc.TerminateAsync());
        Assert.Equal(before, await RunningAsync(cluster));

        await cluster.StartOrcAsync();
        await cluster.SettledAsync("default", "web", 3);
        Assert.Equal(before, await RunningAsync(cluster));
        Assert.All(await cluster.Api.ListAsync(Api.Pods("default")), pod => Assert.Equal(0, pod.Number("status.containerStatuses.0.restartCount")));
    }

    [Fact]
    public async Task Orc_told_to_take_its_containers_with_it_leaves_none_and_no_network()
    {
        await using var cluster = await StartAsync("--remove-containers-on-exit");
        Assert.NotEmpty(await cluster.Engine.NetworksAsync(cluster.Name, cluster.Name));
        Assert.Equal(0, await cluster.Orc.TerminateAsync());
        Assert.Empty(await cluster.ContainersAsync());
        Assert.Empty(await cluster.Engine.NetworksAsync(cluster.Name, cluster.Name));

        await cluster.StartOrcAsync();
        await cluster.SettledAsync("default", "web", 3);
    }

    [Fact]
    public async Task Orc_asked_to_end_while_somebody_watches_ends_all_the_same()
    {
        await using var cluster = await StartAsync();
        using var watch = await cluster.Api.StreamAsync($"{Api.Pods("default")}?watch=true");
        Assert.NotNull(await watch.ReadLineAsync());
        var pod = (await cluster.Api.ListAsync(Api.Pods("default")))[0].Name();
        using var log = await cluster.Api.StreamAsync($"{Api.Pods("default")}/{pod}/log?follow=true");

        // What is waited for in vain is given up after a minute.
        Assert.Equal(0, await cluster.Orc.TerminateAsync(TimeSpan.FromSeconds(60)));
    }

    private static async Task<HashSet<string>> RunningAsync(TestCluster cluster) => [.. (await cluster.ContainersAsync()).Where(one => one.Running).Select(one => one.Id)];

    private static async Task<TestCluster> StartAsync(params string[] arguments)
    {
        var cluster = await TestCluster.StartAsync(new TestClusterOptions { Arguments = arguments });
        await cluster.Api.CreateAsync(Api.Deployments("default"), Manifests.Deployment("web", 3));
        await cluster.SettledAsync("default", "web", 3);
        return cluster;
    }
}
