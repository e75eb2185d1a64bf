using Orchestrator.Cluster.Tests.Support;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Restarts;

/// <summary>The silo ends as in a crash, and another life of it finds everything as it was left.</summary>
public sealed class SiloKilledTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly TestCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task Silo_killed_and_started_again_adopts_the_running_containers()
    {
        var ns = await StartAsync(4);
        var before = await _cluster.ContainersAsync(ns);
        await _cluster.Orc.KillAsync();
        Assert.Equal(Ids(before), Ids((await _cluster.ContainersAsync(ns)).Where(one => one.Running)));

        await _cluster.StartOrcAsync();
        await _cluster.Api.PatchAsync($"{Api.Deployments(ns)}/web", """{"spec":{"replicas":5}}""");
        await _cluster.SettledAsync(ns, "web", 5);
        var after = await _cluster.ContainersAsync(ns);
        Assert.Subset(Ids(after).ToHashSet(), Ids(before).ToHashSet());
        Assert.Equal(5, after.Count);
        Assert.All(await _cluster.Api.ListAsync(Api.Pods(ns)), pod => Assert.Equal(0, pod.Number("status.containerStatuses.0.restartCount")));
        await DropAsync(ns);
    }

    [Fact]
    public async Task Container_that_ended_while_the_silo_was_away_runs_again()
    {
        var ns = await StartAsync(2);
        var victims = await _cluster.ContainersAsync(ns);
        await _cluster.Orc.KillAsync();
        await _cluster.Engine.KillProcessAsync(victims[0].Id);
        await _cluster.Engine.RemoveAsync(victims[1].Id);

        await _cluster.StartOrcAsync();
        foreach (var victim in victims)
        {
            await _cluster.PodAsync(ns, victim.PodName, pod => pod.Number("status.containerStatuses.0.restartCount") == 1 && pod.Is("Ready"), "restarted");
        }

        await _cluster.SettledAsync(ns, "web", 2);
        await DropAsync(ns);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    public async Task Silo_killed_in_the_middle_of_a_scale_up_ends_with_all_and_none_doubled(int begun)
    {
        var ns = await StartAsync(3);
        await _cluster.Api.PatchAsync($"{Api.Deployments(ns)}/web", """{"spec":{"replicas":20}}""");
        await _cluster.EventuallyAsync(async () => (await _cluster.ContainersAsync(ns)).Count >= begun, "the scale-up has begun");
        await _cluster.Orc.KillAsync();

        await _cluster.StartOrcAsync();
        await _cluster.SettledAsync(ns, "web", 20);
        var containers = await _cluster.ContainersAsync(ns);
        Assert.Equal(20, containers.Count);
        Assert.Equal(20, containers.DistinctBy(one => one.PodUid).Count());
        Assert.All(await _cluster.Api.ListAsync(Api.Pods(ns)), pod => Assert.Equal(0, pod.Number("status.containerStatuses.0.restartCount")));
        await DropAsync(ns);
    }

    [Fact]
    public async Task Silo_killed_in_the_middle_of_a_scale_down_leaves_just_what_was_asked_for()
    {
        var ns = await StartAsync(12);
        await _cluster.Api.PatchAsync($"{Api.Deployments(ns)}/web", """{"spec":{"replicas":2}}""");
        await _cluster.EventuallyAsync(async () => (await _cluster.ContainersAsync(ns)).Count < 12, "the scale-down has begun");
        await _cluster.Orc.KillAsync();

        await _cluster.StartOrcAsync();
        await _cluster.SettledAsync(ns, "web", 2);

        // The engine lists what it is still removing.
        await _cluster.EventuallyAsync(async () => (await _cluster.ContainersAsync(ns)).Count == 2, "no other container is left");
        await DropAsync(ns);
    }

    [Fact]
    public async Task Silo_killed_in_the_middle_of_a_deletion_leaves_nothing_over()
    {
        var ns = await StartAsync(12);
        await _cluster.Api.DeleteAsync($"{Api.Deployments(ns)}/web");
        await _cluster.EventuallyAsync(async () => (await _cluster.ContainersAsync(ns)).Count < 12, "the deletion has begun");
        await _cluster.Orc.KillAsync();

        await _cluster.StartOrcAsync();
        await _cluster.NothingLeftAsync(ns);
        Assert.Empty(await _cluster.Api.ListAsync(Api.ReplicaSets(ns)));
        Assert.Null(await _cluster.Api.FindAsync($"{Api.Deployments(ns)}/web"));
    }

    private static List<string> Ids(IEnumerable<EngineContainer> containers) => [.. containers.Select(one => one.Id).Order(StringComparer.Ordinal)];

    private async Task<string> StartAsync(int replicas)
    {
        var ns = await _cluster.NewNamespaceAsync();
        await _cluster.Api.CreateAsync(Api.Deployments(ns), Manifests.Deployment("web", replicas));
        await _cluster.SettledAsync(ns, "web", replicas);
        return ns;
    }

    private Task DropAsync(string ns) => _cluster.Api.DeleteAsync($"/api/v1/namespaces/{ns}");
}
