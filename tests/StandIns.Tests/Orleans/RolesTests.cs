using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

/// <summary>Where grains live when silos host different classes, and where grains are pinned.</summary>
public sealed class RolesTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _cluster = await TestCluster.StartAsync(_database, 1, silo => silo.AddPlacementDirector<PinnedPlacement, PinnedPlacementDirector>());
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_class_that_a_silo_does_not_host_is_never_activated_there()
    {
        await _cluster.AddAsync("silo-b", silo => silo.Services.PostConfigure<GrainTypeOptions>(options => options.Classes.Remove(typeof(TurnGrain))));
        await TestCluster.FindAsync("silo-b", key => _cluster["silo-a"].Grains.GetGrain<ICounterGrain>(key), grain => grain.SiloName());
        foreach (var caller in new[] { "silo-a", "silo-b" })
        {
            for (var i = 0; i < 30; i++)
            {
                Assert.Equal("silo-a", await _cluster[caller].Grains.GetGrain<ITurnGrain>($"{caller}/{i}").SiloName());
            }
        }
    }

    [Fact]
    public async Task A_pinned_grain_runs_on_the_silo_of_its_name_whoever_calls_it()
    {
        await _cluster.AddAsync("silo-b");
        await using var client = await TestClient.StartAsync(_database, _cluster.ClusterId);
        await TestCluster.FindAsync("silo-b", key => _cluster["silo-a"].Grains.GetGrain<ITurnGrain>(key), grain => grain.SiloName());
        foreach (var name in new[] { "silo-a", "silo-b" })
        {
            foreach (var grains in new[] { _cluster["silo-a"].Grains, _cluster["silo-b"].Grains, client.Grains })
            {
                Assert.Equal(name, await grains.GetGrain<IPinnedGrain>($"agents/{name}").SiloName());
            }
        }

        var absent = await Assert.ThrowsAsync<RefusedException>(() => client.Grains.GetGrain<IPinnedGrain>("agents/silo-z").SiloName());
        Assert.Equal("silo-z", absent.Field);
    }

    [Fact]
    public async Task A_pinned_grain_is_served_again_when_its_silo_returns()
    {
        await _cluster.AddAsync("silo-b");
        await EventuallyAsync("silo-b");
        await _cluster.StopAsync("silo-b");
        await Assert.ThrowsAnyAsync<Exception>(() => Pinned("silo-b").SiloName());
        await _cluster.AddAsync("silo-b");
        await EventuallyAsync("silo-b");
    }

    private IPinnedGrain Pinned(string name) => _cluster["silo-a"].Grains.GetGrain<IPinnedGrain>($"agents/{name}");

    private Task EventuallyAsync(string name) => Eventually.TrueAsync(async () =>
    {
        try
        {
            return await Pinned(name).SiloName() == name;
        }
        catch (Exception exception) when (exception is RefusedException or OrleansException)
        {
            // Until silo-a has heard of it.
            return false;
        }
    });
}
