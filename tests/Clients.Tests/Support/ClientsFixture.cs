using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Clients.Tests.Support;

/// <summary>What a class of tests needs: the cluster that all classes share, and clients for it.</summary>
public sealed class ClientsFixture : IAsyncLifetime
{
    private SharedCluster? _shared;

    public TestCluster Cluster => Shared.Cluster;

    /// <summary>kubectl, in the namespace <c>default</c>.</summary>
    public ClientProgram Kubectl => ClientProgram.Kubectl(Shared);

    private SharedCluster Shared => _shared ?? throw new InvalidOperationException("The cluster was not started.");

    /// <summary>A new namespace, with clients for it; disposing of it deletes it with all that is in it.</summary>
    public async Task<TestNamespace> NewNamespaceAsync()
    {
        var name = UniqueName.Of("ns");
        await Cluster.Api.CreateAsync("/api/v1/namespaces", Manifests.Namespace(name));
        return new TestNamespace(Shared, name);
    }

    public async Task InitializeAsync() => _shared = await SharedCluster.GetAsync();

    public Task DisposeAsync() => Task.CompletedTask;
}
