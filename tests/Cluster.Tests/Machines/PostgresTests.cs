using System.Net;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Cluster.Tests.Machines;

/// <summary>The database is away for a minute.</summary>
[Collection(MachineCollection.Name)]
public sealed class PostgresTests(World world)
{
    private const int Replicas = 6;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Database_is_away_and_containers_go_on_and_nobody_is_declared_dead_and_writes_say_so_and_succeed_later()
    {
        await using var load = await world.DeployAsync(Replicas);
        var containers = await ContainersAsync();
        var silos = await world.SilosAsync();

        await world.Cluster.Postgres.StopAsync();
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            await world.EventuallyAsync(async () => (await WriteAsync(load, "during")).Code == HttpStatusCode.ServiceUnavailable, "a write is answered with 503");
            await world.EventuallyAsync(
                async () => (await world.Apis[0].SendAsync(HttpMethod.Get, "/readyz")).Code == HttpStatusCode.ServiceUnavailable, "the API says that it is not ready");
            await world.EventuallyAsync(() => Task.FromResult(TimeProvider.System.GetElapsedTime(began) > Outage), "the outage is over", Outage * 2);
            Assert.Equal(containers, await ContainersAsync());
        }
        finally
        {
            await world.Cluster.Postgres.StartAsync();
        }

        await world.EventuallyAsync(async () => (await WriteAsync(load, "after")).IsSuccess, "a write is accepted again");
        await world.AllReadyAsync();
        Assert.Equal(silos, await world.SilosAsync());
        Assert.Equal(containers, await ContainersAsync());
        await load.EndAsync();
    }

    private Task<ApiAnswer> WriteAsync(Load load, string value) => world.Apis[0].SendAsync(
        HttpMethod.Patch, $"{Api.Deployments(load.Namespace)}/{Load.Name}", $$"""{"metadata":{"annotations":{"written":"{{value}}"} } }""", "application/merge-patch+json");

    private async Task<List<string>> ContainersAsync()
    {
        var found = new List<string>();
        for (var index = 0; index < world.Engines.Count; index++)
        {
            found.AddRange((await world.Engines[index].ContainersAsync(world.Cluster.Name, world.Cluster.Workers[index].Name)).Where(one => one.Running).Select(one => one.Id));
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }
}
