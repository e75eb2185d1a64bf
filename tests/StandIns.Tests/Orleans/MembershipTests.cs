using Orleans.Runtime;

namespace OrleansTests;

public sealed class MembershipTests : IAsyncLifetime
{
    private readonly TestSiloSettings _settings = new();
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_silo_that_is_declared_dead_stops_its_host()
    {
        await using var silo = await TestSilo.StartAsync(_database, _settings);
        await _database.ExecuteAsync(
            "UPDATE OrleansMembershipTable SET Status = 6; UPDATE OrleansMembershipVersionTable SET Version = Version + 1");
        await Eventually.TrueAsync(() => silo.Stopping.IsCancellationRequested);
    }

    [Fact]
    public async Task A_silo_renews_its_row()
    {
        await using var silo = await TestSilo.StartAsync(_database, _settings);
        var first = await AliveAsync();
        await Eventually.TrueAsync(async () => await AliveAsync() > first);
    }

    [Fact]
    public async Task Two_silos_cannot_have_one_port()
    {
        await using var silo = await TestSilo.StartAsync(_database, _settings);
        await Assert.ThrowsAnyAsync<Exception>(() => TestSilo.StartAsync(_database, _settings with { SiloName = "silo-b", ClusterId = "another" }));
        Assert.Equal(1, await _database.ScalarAsync<long>($"SELECT count(*) FROM OrleansMembershipTable WHERE Status = {(int)SiloStatus.Active}"));
    }

    private Task<DateTime> AliveAsync() => _database.ScalarAsync<DateTime>("SELECT IAmAliveTime FROM OrleansMembershipTable");
}
