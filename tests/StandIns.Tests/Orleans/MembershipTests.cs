using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

public sealed class MembershipTests : IAsyncLifetime
{
    private readonly TestSiloSettings _settings = new();
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_silo_that_is_declared_dead_cannot_go_on()
    {
        var fatal = new RecordingFatalErrorHandler();
        var settings = _settings with { Configure = silo => silo.Services.AddSingleton<IFatalErrorHandler>(fatal) };
        await using var silo = await TestSilo.StartAsync(_database, settings);
        await _database.ExecuteAsync(
            "UPDATE OrleansMembershipTable SET Status = 6; UPDATE OrleansMembershipVersionTable SET Version = Version + 1");

        // Nobody tells the only silo: it finds out when it reads the table, which Microsoft Orleans does once a minute.
        Assert.Contains("dead", await fatal.Told.WaitAsync(TimeSpan.FromSeconds(120)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_renews_its_row()
    {
        await using var silo = await TestSilo.StartAsync(_database, _settings);
        var first = await AliveAsync();
        await Eventually.TrueAsync(async () => await AliveAsync() > first);
    }

    private Task<DateTime> AliveAsync() => _database.ScalarAsync<DateTime>("SELECT IAmAliveTime FROM OrleansMembershipTable");
}
