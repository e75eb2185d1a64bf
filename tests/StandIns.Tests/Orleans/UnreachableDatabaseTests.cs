using Orleans.Configuration;
using Orleans.Hosting;

namespace StandIns.Tests.Silos;

public sealed class UnreachableDatabaseTests
{
    [Fact]
    public async Task Without_the_database_grains_without_storage_go_on_and_all_is_well_when_it_is_back()
    {
        await using var database = await TestDatabase.CreateAsync();
        var settings = new TestSiloSettings
        {
            Configure = silo => silo.Configure<ClusterMembershipOptions>(options => options.NumMissedProbesLimit = new ClusterMembershipOptions().NumMissedProbesLimit),
        };
        await using var silo = await TestSilo.StartAsync(database, settings);
        var turns = silo.Grains.GetGrain<ITurnGrain>("outage/turns");
        var counter = silo.Grains.GetGrain<ICounterGrain>("outage/counter");
        var wakes = silo.Grains.GetGrain<IWakeGrain>("outage/wakes");
        await counter.Add(1);
        await wakes.Register("tick", TimeSpan.Zero, TimeSpan.FromMilliseconds(200));
        await Eventually.TrueAsync(async () => await wakes.Ticks("tick") > 0);

        await database.MakeUnreachableAsync();
        Assert.Equal(1, await turns.Increment());
        await Assert.ThrowsAnyAsync<Exception>(() => counter.Add(1));
        await Assert.ThrowsAnyAsync<Exception>(() => silo.Grains.GetGrain<ICounterGrain>("outage/new").Value());

        // Longer than a silo may be silent before others take it for gone.
        await Task.Delay(TimeSpan.FromSeconds(6));
        Assert.False(silo.Stopping.IsCancellationRequested);
        Assert.Equal(2, await turns.Increment());

        await database.MakeReachableAsync();
        await Eventually.TrueAsync(async () => await RereadsAsync(counter));
        Assert.Equal(2, await counter.Add(1));
        var ticks = await wakes.Ticks("tick");
        await Eventually.TrueAsync(async () => await wakes.Ticks("tick") > ticks);
        await Eventually.TrueAsync(async () => await database.ScalarAsync<bool>(
            "SELECT bool_and(IAmAliveTime > now() - interval '10 seconds') FROM OrleansMembershipTable WHERE Status = 3"));
        Assert.False(silo.Stopping.IsCancellationRequested);
    }

    private static async Task<bool> RereadsAsync(ICounterGrain counter)
    {
        try
        {
            return await counter.Reread() == 1;
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            return false;
        }
    }
}
