using Orleans.Hosting;

namespace StandIns.Tests.Silos;

/// <summary>Two silos and one database for the tests of a class.</summary>
public class ClusterFixture : IAsyncLifetime
{
    public TestDatabase Database { get; private set; } = null!;

    public TestCluster Cluster { get; private set; } = null!;

    protected virtual Action<ISiloBuilder>? Configure => null;

    public async Task InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Cluster = await TestCluster.StartAsync(Database, 2, Configure);
    }

    public async Task DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await Database.DisposeAsync();
    }
}
