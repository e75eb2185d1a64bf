using Orleans.Runtime;

namespace StandIns.Tests.Silos;

public sealed class RestartTests : IAsyncLifetime
{
    private readonly TestSiloSettings _settings = new();
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_restarted_silo_finds_states_and_reminders()
    {
        await using (var silo = await TestSilo.StartAsync(_database, _settings))
        {
            await silo.Grains.GetGrain<ICounterGrain>("restart/counter").Add(12);
            await silo.Grains.GetGrain<IWakeGrain>("restart/wakes").Register("tick", TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200));
        }

        await using var again = await TestSilo.StartAsync(_database, _settings);
        Assert.Equal(12, await again.Grains.GetGrain<ICounterGrain>("restart/counter").Value());
        var wakes = again.Grains.GetGrain<IWakeGrain>("restart/wakes");
        Assert.True(await wakes.Has("tick"));
        await Eventually.TrueAsync(async () => await wakes.Ticks("tick") >= 2);
    }

    [Fact]
    public async Task A_silo_that_stopped_is_dead_in_the_table_and_one_that_runs_is_active()
    {
        await using (await TestSilo.StartAsync(_database, _settings))
        {
            Assert.Equal(1, await SilosAsync(SiloStatus.Active));
        }

        Assert.Equal(0, await SilosAsync(SiloStatus.Active));
        Assert.Equal(1, await SilosAsync(SiloStatus.Dead));
    }

    [Fact]
    public async Task A_row_that_a_killed_silo_left_is_replaced()
    {
        await using (await TestSilo.StartAsync(_database, _settings))
        {
        }

        // As after kill -9: the row says active, and nobody renews it.
        await _database.ExecuteAsync("UPDATE OrleansMembershipTable SET Status = 3, IAmAliveTime = now() - interval '1 hour'");
        await using var again = await TestSilo.StartAsync(_database, _settings);
        Assert.Equal(1, await again.Grains.GetGrain<ITurnGrain>("restart/turns").Increment());
        Assert.Equal(1, await SilosAsync(SiloStatus.Active));
        Assert.Equal(1, await SilosAsync(SiloStatus.Dead));
    }

    private async Task<long> SilosAsync(SiloStatus status) =>
        await _database.ScalarAsync<long>($"SELECT count(*) FROM OrleansMembershipTable WHERE Status = {(int)status}");
}
