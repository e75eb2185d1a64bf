using Orleans;

namespace StandIns.Tests.Silos;

public sealed class SharedReminderTests : IAsyncLifetime
{
    private const int Grains = 20;

    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);

    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Reminders_of_a_silo_that_leaves_tick_on_another()
    {
        await using var cluster = await TestCluster.StartAsync(_database, silos: 2);
        var grains = await RegisterAsync(cluster["silo-a"].Grains);
        await cluster.StopAsync("silo-b");
        await AllTickAnewAsync(cluster["silo-a"].Grains, grains);
    }

    [Fact]
    [Trait("Build", "StandIns")]
    public async Task Reminders_of_a_silo_that_is_killed_tick_on_another()
    {
        await using var cluster = await TestCluster.StartAsync(_database, silos: 3);
        var grains = await RegisterAsync(cluster["silo-a"].Grains);
        await cluster.KillAsync("silo-b");
        await AllTickAnewAsync(cluster["silo-a"].Grains, grains);
    }

    private static async Task<string[]> RegisterAsync(IGrainFactory grains)
    {
        var keys = Enumerable.Range(0, Grains).Select(number => $"shared/{number}").ToArray();
        foreach (var key in keys)
        {
            await grains.GetGrain<IWakeGrain>(key).Register("often", TimeSpan.Zero, Often);
        }

        foreach (var key in keys)
        {
            await Eventually.TrueAsync(async () => await grains.GetGrain<IWakeGrain>(key).Ticks("often") >= 2);
        }

        return keys;
    }

    private static async Task AllTickAnewAsync(IGrainFactory grains, string[] keys)
    {
        foreach (var key in keys)
        {
            var grain = grains.GetGrain<IWakeGrain>(key);
            var before = -1;
            await Eventually.TrueAsync(async () =>
            {
                try
                {
                    // Counts begin anew where the grain moved, so that only a count that rises says something.
                    var now = await grain.Ticks("often");
                    var hasTicked = before >= 0 && now > before;
                    before = now;
                    return hasTicked;
                }
                catch (Exception exception) when (exception is TimeoutException or Orleans.Runtime.OrleansException)
                {
                    // The silo's loss is not known everywhere yet.
                    return false;
                }
            });
        }
    }
}
