namespace Orchestrator.Cluster.Tests.Operations;

/// <summary>One member of each sort, for all tests of a class.</summary>
public sealed class RoleFixture : IAsyncLifetime
{
    private RoleCluster? _cluster;

    public RoleCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster was not started.");

    public async Task InitializeAsync()
    {
        _cluster = await RoleCluster.CreateAsync();
        try
        {
            // In no order that would help: all of them have to wait for each other.
            await _cluster.LaunchGatewayAsync("gateway");
            await _cluster.LaunchWorkerAsync("worker");
            await _cluster.LaunchControlAsync("control");
            await _cluster.UntilReadyAsync("control");
            await _cluster.UntilReadyAsync("worker");
            await _cluster.UntilReadyAsync("gateway");
            await _cluster.UntilTakesPodsAsync("worker", "gateway");
        }
        catch
        {
            await _cluster.DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync() => await Cluster.DisposeAsync();
}
