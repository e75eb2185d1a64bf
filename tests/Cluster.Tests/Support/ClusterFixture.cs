using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Support;

/// <summary>One cluster for all tests of a class, each of which works in a namespace of its own.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private TestCluster? _cluster;

    public TestCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster was not started.");

    public async Task InitializeAsync() => _cluster = await TestCluster.StartAsync();

    public async Task DisposeAsync() => await Cluster.DisposeAsync();
}
