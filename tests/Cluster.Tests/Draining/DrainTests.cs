using Orchestrator.Cluster.Tests.Support;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Draining;

/// <summary>The node of a cluster is drained and put back by a real kubectl.</summary>
public sealed class DrainTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly TestCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task Kubectl_drain_empties_the_node_with_grace_and_uncordon_fills_it_again()
    {
        var ns = await _cluster.NewNamespaceAsync();
        await _cluster.KubectlAsync(ns, "apply", "-f", Path.Combine(TestEnvironment.Repository, "examples", "hello.yaml"));
        await _cluster.SettledAsync(ns, "hello", 3);
        var before = (await _cluster.Api.ListAsync(Api.Pods(ns))).Select(JsonReading.Name).ToHashSet();

        var drained = await _cluster.KubectlAsync(ns, "drain", _cluster.Name, "--ignore-daemonsets", "--delete-emptydir-data", "--timeout=120s");

        Assert.True(drained.ExitCode == 0, drained.Output + drained.Error);
        Assert.Contains($"node/{_cluster.Name} drained", drained.Output, StringComparison.Ordinal);
        var waiting = await _cluster.Api.ListAsync(Api.Pods(ns));
        Assert.DoesNotContain(waiting, pod => before.Contains(pod.Name()));
        Assert.All(waiting, pod => Assert.Equal("Pending", pod.Text("status.phase")));
        await _cluster.KubectlAsync(ns, "uncordon", _cluster.Name);
        await _cluster.SettledAsync(ns, "hello", 3);
    }
}
