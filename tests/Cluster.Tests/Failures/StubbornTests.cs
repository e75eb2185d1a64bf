using System.Text.Json.Nodes;
using Orchestrator.Cluster.Tests.Support;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Failures;

/// <summary>Containers that do what containers should not: each is told of in status and events, and another deployment goes on beside it.</summary>
public sealed class StubbornTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private const string Container = "status.containerStatuses.0";
    private readonly TestCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task Entrypoint_that_ignores_SIGTERM_is_killed_when_its_grace_is_over()
    {
        var ns = await _cluster.NewNamespaceAsync();
        var pod = Manifests.Pod("deaf", Manifests.Script("trap '' TERM; echo listening; while true; do sleep 1; done"));
        pod["metadata"]!["finalizers"] = new JsonArray("example.org/keep");
        await _cluster.Api.CreateAsync(Api.Pods(ns), pod);
        await _cluster.PodAsync(ns, "deaf", one => one.Is("Ready"), "runs");
        await _cluster.Api.DeleteAsync($"{Api.Pods(ns)}/deaf");

        await _cluster.EventuallyAsync(async () => (await _cluster.ContainersAsync(ns)).Count == 0, "the container is gone");
        await _cluster.EventAsync(ns, "Killing", "Stopping container main");
        await _cluster.PodAsync(ns, "deaf", one => one.Number($"{Container}.state.terminated.exitCode") == 137, "ended by SIGKILL");
        await _cluster.Api.PatchAsync($"{Api.Pods(ns)}/deaf", """{"metadata":{"finalizers":null}}""");
        await _cluster.NothingLeftAsync(ns);
    }

    [Fact]
    public async Task Fork_bomb_hits_its_limit_and_neither_the_node_nor_its_neighbours()
    {
        var ns = await _cluster.NewNamespaceAsync();
        var bomb = Manifests.Script("sleep 10000 & (while true; do sleep 1000 & done) 2>/dev/null & wait");
        await _cluster.Api.CreateAsync(Api.Pods(ns), Manifests.Pod("bomb", bomb));
        await _cluster.EventuallyAsync(async () => (await _cluster.ContainersAsync(ns)).Count > 0, "the bomb is there");
        await _cluster.Api.CreateAsync(Api.Deployments(ns), Manifests.Deployment("beside", 2));
        await _cluster.SettledAsync(ns, "beside", 2);
        await _cluster.EventAsync(ns, "PidsLimitReached", "Container main has as many processes as it may have");
        Assert.True((await _cluster.Api.GetAsync($"/api/v1/nodes/{_cluster.Name}")).Is("Ready"));

        await _cluster.Api.DeleteAsync($"{Api.Pods(ns)}/bomb");
        await _cluster.Api.DeleteAsync($"{Api.Deployments(ns)}/beside");
        await _cluster.NothingLeftAsync(ns);
    }

    [Fact]
    public async Task Container_that_writes_without_end_and_newline_fills_no_disk_and_no_memory()
    {
        var ns = await _cluster.NewNamespaceAsync();
        await _cluster.Api.CreateAsync(Api.Pods(ns), Manifests.Pod("loud", Manifests.Script("while true; do dd if=/dev/zero bs=1M count=10 2>/dev/null | tr '\\000' x; sleep 1; done")));
        await _cluster.PodAsync(ns, "loud", one => one.Is("Ready"), "runs");
        var id = (await _cluster.ContainersAsync(ns)).Single().Id;
        var log = (await _cluster.Engine.InspectAsync(id)).Text("LogPath")!;

        // More than all files of a log together may hold has been written by the time that each has been begun anew.
        await _cluster.EventuallyAsync(() => Task.FromResult(File.Exists($"{log}.4")), "its log has been rotated four times", TimeSpan.FromMinutes(3));
        var folder = new DirectoryInfo(Path.GetDirectoryName(log)!);
        var size = 0L;
        await _cluster.EventuallyAsync(() => Task.FromResult((size = folder.EnumerateFiles("*.log*").Sum(file => file.Length)) > 0), "no file is renamed while its size is read");
        Assert.InRange(size, 1, 70L * 1024 * 1024);

        // Whoever follows it gets what it writes, and orc keeps none of that.
        var followed = await _cluster.KubectlAsync(ns, "logs", "loud", "--limit-bytes=30000000");
        Assert.True(followed.Output.Length > 10_000_000, $"{followed.Output.Length} bytes came: {followed.Error}");
        using var orc = System.Diagnostics.Process.GetProcessById(_cluster.Orc.Id);
        Assert.InRange(orc.WorkingSet64, 1, 1L << 30);
        await _cluster.Api.DeleteAsync($"{Api.Pods(ns)}/loud");
        await _cluster.NothingLeftAsync(ns);
    }
}
