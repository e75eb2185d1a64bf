using Microsoft.Extensions.Options;
using Orchestrator.TestKit;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

/// <summary>What holds for the stand-in alone: a silo's name is its own, and it does not share its port as the silos of Microsoft Orleans do.</summary>
[Trait("Build", "StandIns")]
public sealed class StandInOnlyTests : IAsyncLifetime
{
    private readonly TestSiloSettings _settings = new();
    private readonly int _secondPort = FreePorts.Take();
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_name_cannot_be_taken_while_its_holder_lives()
    {
        await using var silo = await TestSilo.StartAsync(_database, _settings);
        var exception = await Assert.ThrowsAsync<OrleansException>(() => TestSilo.StartAsync(_database, SecondSilo with { SiloName = "silo-a" }));
        Assert.Contains($"The name silo-a belongs to the silo at 127.0.0.1:{_settings.SiloPort}@", exception.Message, StringComparison.Ordinal);
        Assert.Contains("SiloOptions.SiloName", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, await silo.Grains.GetGrain<ITurnGrain>("first/goes-on").Increment());
    }

    [Fact]
    public async Task A_name_can_be_taken_once_its_holder_is_silent()
    {
        await using (await TestSilo.StartAsync(_database, _settings))
        {
        }

        await _database.ExecuteAsync("UPDATE OrleansMembershipTable SET Status = 3, IAmAliveTime = now()");
        await using var second = await TestSilo.StartAsync(_database, SecondSilo with { SiloName = "silo-a" });
        Assert.Equal(1, await second.Grains.GetGrain<ITurnGrain>("second/serves").Increment());
        Assert.Equal(SecondSilo.SiloPort, await _database.ScalarAsync<int>("SELECT Port FROM OrleansMembershipTable WHERE Status = 3"));
    }

    [Fact]
    public async Task Two_silos_cannot_have_one_port()
    {
        await using var silo = await TestSilo.StartAsync(_database, _settings);
        await Assert.ThrowsAnyAsync<Exception>(() => TestSilo.StartAsync(_database, _settings with { SiloName = "silo-b", ClusterId = "another" }));
        Assert.Equal(1, await _database.ScalarAsync<long>($"SELECT count(*) FROM OrleansMembershipTable WHERE Status = {(int)SiloStatus.Active}"));
    }

    [Fact]
    public async Task A_silo_of_another_protocol_is_refused_with_a_sentence()
    {
        await using var silo = await TestSilo.StartAsync(_database, _settings);
        await _database.ExecuteAsync("UPDATE silo_protocol SET Protocol = 9, Oldest = 8");
        var exception = await Assert.ThrowsAsync<OrleansException>(() => TestSilo.StartAsync(_database, SecondSilo));
        Assert.Contains("The silo silo-a at 127.0.0.1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("speaks version 9 of the silos' protocol and understands 8 and newer", exception.Message, StringComparison.Ordinal);

        await _database.ExecuteAsync("DELETE FROM silo_protocol");
        exception = await Assert.ThrowsAsync<OrleansException>(() => TestSilo.StartAsync(_database, SecondSilo));
        Assert.Contains("one of Microsoft Orleans", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, await _database.ScalarAsync<long>("SELECT count(*) FROM OrleansMembershipTable"));
    }

    // The runtime's own exceptions say that a call was not delivered: this one was.
    [Fact]
    public async Task An_exception_that_cannot_be_written_keeps_its_text_and_is_none_of_the_runtime()
    {
        await using var silo = await TestSilo.StartAsync(_database, _settings);
        await using var client = await TestClient.StartAsync(_database, _settings.ClusterId);
        var exception = await Assert.ThrowsAsync<Orleans.Serialization.CodecNotFoundException>(
            () => client.Grains.GetGrain<ITurnGrain>("first/fails").FailUnreadably("as it was said"));
        Assert.Contains("as it was said", exception.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(UnreadableException), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_by_which_healthy_silos_would_die_stop_the_start_with_a_sentence()
    {
        var settings = _settings with
        {
            Configure = silo => silo.Configure<ClusterMembershipOptions>(options => options.IAmAliveTablePublishTimeout = TimeSpan.FromMinutes(1)),
        };
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => TestSilo.StartAsync(_database, settings));
        Assert.Contains("ClusterMembershipOptions.IAmAliveTablePublishTimeout must be at most a third", exception.Message, StringComparison.Ordinal);
    }

    private TestSiloSettings SecondSilo => _settings with { SiloName = "silo-b", SiloPort = _secondPort, GatewayPort = FreePorts.Take() };
}
