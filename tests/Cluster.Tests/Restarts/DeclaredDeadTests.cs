using Npgsql;
using Orchestrator.Cluster.Tests.Support;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Restarts;

/// <summary>A silo that the cluster took for gone must not go on as if it were there.</summary>
public sealed class DeclaredDeadTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private readonly TestCluster _cluster = fixture.Cluster;

    [Fact]
    public async Task Silo_declared_dead_ends_as_failed_and_its_next_life_adopts_the_containers()
    {
        await _cluster.Api.CreateAsync(Api.Deployments("default"), Manifests.Deployment("web", 2));
        await _cluster.SettledAsync("default", "web", 2);
        var before = (await _cluster.ContainersAsync()).Select(one => one.Id).ToHashSet();

        await using (var database = NpgsqlDataSource.Create(_cluster.Database))
        await using (var death = database.CreateCommand(
            "UPDATE OrleansMembershipTable SET Status = 6; UPDATE OrleansMembershipVersionTable SET Version = Version + 1"))
        {
            await death.ExecuteNonQueryAsync();
        }

        Assert.NotEqual(0, await _cluster.Orc.WaitForExitAsync(TimeSpan.FromSeconds(120)));
        Assert.Equal(before, (await _cluster.ContainersAsync()).Where(one => one.Running).Select(one => one.Id).ToHashSet());

        await _cluster.StartOrcAsync();
        await _cluster.SettledAsync("default", "web", 2);
        Assert.Equal(before, (await _cluster.ContainersAsync()).Select(one => one.Id).ToHashSet());
    }
}
