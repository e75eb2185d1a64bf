using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.TestKit;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

public sealed class SiloStatusTests : IAsyncLifetime
{
    private readonly TestSiloSettings _settings = new();
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Silos_that_join_know_one_another_and_those_that_leave_are_dead_to_the_others()
    {
        await using var first = await TestSilo.StartAsync(_database, _settings);
        var second = await TestSilo.StartAsync(_database, Another("silo-b"));
        var leaver = AddressOf(second);
        await using var third = await TestSilo.StartAsync(_database, Another("silo-c"));
        foreach (var silo in new[] { first, second, third })
        {
            await Eventually.TrueAsync(() => OracleOf(silo).GetApproximateSiloStatuses(onlyActive: true).Count == 3);
            Assert.True(OracleOf(silo).TryGetSiloName(leaver, out var name));
            Assert.Equal("silo-b", name);
        }

        await second.DisposeAsync();
        foreach (var silo in new[] { first, third })
        {
            await Eventually.TrueAsync(() => OracleOf(silo).IsDeadSilo(leaver));
            Assert.Equal(2, OracleOf(silo).GetApproximateSiloStatuses(onlyActive: true).Count);
        }
    }

    [Fact]
    public async Task A_listener_is_told_in_order_what_becomes_of_a_silo_until_it_unsubscribes()
    {
        await using var first = await TestSilo.StartAsync(_database, _settings);
        var listener = new RecordingStatusListener();
        Assert.True(OracleOf(first).SubscribeToSiloStatusEvents(listener));
        Assert.False(OracleOf(first).SubscribeToSiloStatusEvents(listener));
        SiloAddress second;
        await using (var silo = await TestSilo.StartAsync(_database, Another("silo-b")))
        {
            second = AddressOf(silo);
            await Eventually.TrueAsync(() => listener.Of(second).Contains(SiloStatus.Active));
        }

        await Eventually.TrueAsync(() => listener.Of(second).Contains(SiloStatus.Dead));
        Assert.Equal(listener.Of(second).Order(), listener.Of(second));

        Assert.True(OracleOf(first).UnSubscribeFromSiloStatusEvents(listener));
        Assert.False(OracleOf(first).UnSubscribeFromSiloStatusEvents(listener));
        await using var third = await TestSilo.StartAsync(_database, Another("silo-c"));
        await Eventually.TrueAsync(() => OracleOf(first).GetApproximateSiloStatus(AddressOf(third)) == SiloStatus.Active);
        Assert.Empty(listener.Of(AddressOf(third)));
    }

    [Fact]
    public async Task A_silo_that_is_in_the_table_and_does_not_run_is_declared_dead()
    {
        var settings = _settings with { Configure = silo => silo.Configure<ClusterMembershipOptions>(options => options.TableRefreshTimeout = TimeSpan.FromSeconds(1)) };
        await using var silo = await TestSilo.StartAsync(_database, settings);
        var gone = SiloAddress.New(IPAddress.Loopback, FreePorts.Take(), 1);
        await _database.ExecuteAsync($"""
            INSERT INTO OrleansMembershipTable (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
            SELECT DeploymentId, '127.0.0.1', {gone.Endpoint.Port}, 1, 'silo-gone', 'gone', 3, 0, now(), now() FROM OrleansMembershipVersionTable;
            UPDATE OrleansMembershipVersionTable SET Version = Version + 1
            """);
        await Eventually.TrueAsync(() => OracleOf(silo).IsDeadSilo(gone));
        Assert.Equal(6, await _database.ScalarAsync<int>("SELECT Status FROM OrleansMembershipTable WHERE SiloName = 'silo-gone'"));
        Assert.Equal(SiloStatus.Active, OracleOf(silo).GetApproximateSiloStatus(AddressOf(silo)));
    }

    private static ISiloStatusOracle OracleOf(TestSilo silo) => silo.Services.GetRequiredService<ISiloStatusOracle>();

    private static SiloAddress AddressOf(TestSilo silo) => silo.Services.GetRequiredService<ILocalSiloDetails>().SiloAddress;

    private TestSiloSettings Another(string name) =>
        _settings with { SiloName = name, SiloPort = FreePorts.Take(), GatewayPort = FreePorts.Take() };
}
