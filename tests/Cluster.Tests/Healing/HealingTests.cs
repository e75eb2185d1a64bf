using Orchestrator.Cluster.Tests.Support;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Healing;

/// <summary>What somebody else ends behind the orchestrator's back comes again.</summary>
public sealed class HealingTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly TestCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task Container_killed_from_the_host_runs_again_in_the_same_pod()
    {
        var ns = await StartAsync(1);
        var container = Assert.Single(await _cluster.ContainersAsync(ns));
        await _cluster.Engine.KillProcessAsync(container.Id);

        var pod = await _cluster.PodAsync(ns, container.PodName, one => one.Number("status.containerStatuses.0.restartCount") == 1 && one.Is("Ready"), "restarted");
        Assert.Equal(container.PodUid, pod.Uid());
        Assert.Equal(137, pod.Number("status.containerStatuses.0.lastState.terminated.exitCode"));
        Assert.Equal("Error", pod.Text("status.containerStatuses.0.lastState.terminated.reason"));
        await _cluster.SettledAsync(ns, "web", 1);
        Assert.DoesNotContain(await _cluster.ContainersAsync(ns), one => one.Running && one.Id == container.Id);
    }

    [Fact]
    public async Task Container_removed_from_the_host_is_replaced_in_the_same_pod()
    {
        var ns = await StartAsync(1);
        var container = Assert.Single(await _cluster.ContainersAsync(ns));
        await _cluster.Engine.RemoveAsync(container.Id);

        var pod = await _cluster.PodAsync(
            ns, container.PodName, one => one.Number("status.containerStatuses.0.restartCount") == 1 && one.Is("Ready"), "replaced");
        Assert.Equal(container.PodUid, pod.Uid());
        await _cluster.SettledAsync(ns, "web", 1);
    }

    [Fact]
    public async Task Pod_deleted_is_replaced_by_another()
    {
        var ns = await StartAsync(2);
        var before = (await _cluster.Api.ListAsync(Api.Pods(ns))).ToDictionary(JsonReading.Name, JsonReading.Uid);
        var victim = before.Keys.First();
        await _cluster.Api.DeleteAsync($"{Api.Pods(ns)}/{victim}");

        await _cluster.EventuallyAsync(async () => await _cluster.Api.FindAsync($"{Api.Pods(ns)}/{victim}") is null, "the deleted pod is gone");
        await _cluster.SettledAsync(ns, "web", 2);
        var after = (await _cluster.Api.ListAsync(Api.Pods(ns))).Select(JsonReading.Uid).ToList();
        Assert.Single(after, before.Values.Contains);
        Assert.DoesNotContain(await _cluster.ContainersAsync(ns), one => one.PodUid == before[victim]);
    }

    [Fact]
    public async Task Several_ends_at_once_leave_as_many_as_asked_for()
    {
        var ns = await StartAsync(6);
        var containers = await _cluster.ContainersAsync(ns);
        await Task.WhenAll(
            _cluster.Engine.KillProcessAsync(containers[0].Id),
            _cluster.Engine.KillProcessAsync(containers[1].Id),
            _cluster.Engine.RemoveAsync(containers[2].Id),
            _cluster.Engine.RemoveAsync(containers[3].Id),
            _cluster.Api.DeleteAsync($"{Api.Pods(ns)}/{containers[4].PodName}"));

        var ended = containers.Take(5).Select(one => one.Id).ToHashSet();
        await _cluster.EventuallyAsync(
            async () => !(await _cluster.ContainersAsync(ns)).Any(one => one.Running && ended.Contains(one.Id)), "what was ended does not run");
        await _cluster.SettledAsync(ns, "web", 6);
        Assert.Contains(await _cluster.ContainersAsync(ns), one => one.Id == containers[5].Id && one.Running);
    }

    private async Task<string> StartAsync(int replicas)
    {
        var ns = await _cluster.NewNamespaceAsync();
        await _cluster.Api.CreateAsync(Api.Deployments(ns), Manifests.Deployment("web", replicas));
        await _cluster.SettledAsync(ns, "web", replicas);
        return ns;
    }
}
