using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Restarts;

/// <summary>A cluster with a database server of its own, which the tests of a class end and start again.</summary>
public sealed class PrivatePostgresCluster : IAsyncLifetime
{
    private PrivatePostgres? _postgres;
    private TestCluster? _cluster;

    public PrivatePostgres Postgres => _postgres ?? throw new InvalidOperationException("The server was not started.");

    public TestCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster was not started.");

    public async Task InitializeAsync()
    {
        _postgres = await PrivatePostgres.CreateAsync();
        _cluster = await TestCluster.StartAsync(new TestClusterOptions { Postgres = _postgres.ConnectionString });
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            await Postgres.StartAsync();
            await _cluster.DisposeAsync();
        }

        await Postgres.DisposeAsync();
    }
}
