using Orchestrator.Contracts.Reading;
using Orchestrator.Grains.Tests.Support;

namespace Orchestrator.Grains.Tests.Startup;

public sealed class ControlPlaneStartupTests(Cluster cluster) : IClassFixture<Cluster>
{
    // Servers are ready by it: whoever finds it finds all else that every cluster has.
    [Fact]
    public async Task Default_namespace_is_made_last()
    {
        var namespaces = await ListAsync("", "Namespace");
        var classes = await ListAsync("scheduling.k8s.io", "PriorityClass");

        Assert.Equal(["default", "kube-node-lease", "kube-public", "kube-system"], namespaces.Select(item => item.Key.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["system-cluster-critical", "system-node-critical"], classes.Select(item => item.Key.Name).Order(StringComparer.Ordinal));
        Assert.Equal("default", namespaces.Concat(classes).MaxBy(item => item.ResourceVersion)!.Key.Name);
    }

    private async Task<IReadOnlyList<StoredResource>> ListAsync(string group, string kind) =>
        (await cluster.Reader.ListAsync(new ResourceQuery { Group = group, Kind = kind }, CancellationToken.None)).Items;
}
