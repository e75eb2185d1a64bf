using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Hosting;

namespace StandIns.Tests.Silos;

public sealed class LifeTests(LifeTests.Collecting fixture) : IClassFixture<LifeTests.Collecting>
{
    private LifeJournal Journal => fixture.Silo.Services.GetRequiredService<LifeJournal>();

    private ILifeGrain Grain(string key) => fixture.Grains.GetGrain<ILifeGrain>(key);

    [Fact]
    public async Task An_idle_activation_is_collected_and_the_next_call_finds_a_new_one()
    {
        var first = await Grain("life/idle").Activation();
        await Eventually.TrueAsync(() => Journal.Ended.GetValueOrDefault("life/idle") == "ActivationIdle");
        Assert.NotEqual(first, await Grain("life/idle").Activation());
    }

    [Fact]
    public async Task An_activation_that_asks_to_stay_is_not_collected()
    {
        var first = await Grain("life/stays").Activation();
        await Grain("life/stays").Stay(TimeSpan.FromHours(1));
        await Grain("life/goes").Activation();
        await Eventually.TrueAsync(() => Journal.Ended.ContainsKey("life/goes"));
        Assert.Equal(first, await Grain("life/stays").Activation());
    }

    [Fact]
    public async Task A_timer_keeps_its_activation_only_if_it_says_so()
    {
        await Grain("life/kept").TickOften(keepAlive: true);
        await Grain("life/unkept").TickOften(keepAlive: false);
        await Eventually.TrueAsync(() => Journal.Ended.ContainsKey("life/unkept"));
        Assert.False(Journal.Ended.ContainsKey("life/kept"));
    }

    [Fact]
    public async Task A_grain_that_cannot_be_activated_tells_its_callers_why()
    {
        var exception = await Assert.ThrowsAsync<RefusedException>(() => Grain("life/refuses").Activation());
        Assert.Equal("life", exception.Field);
    }

    [Fact]
    public async Task Stopping_the_host_deactivates_all_grains()
    {
        var silo = await TestSilo.StartAsync(fixture.Database, new TestSiloSettings { Configure = silo => silo.Services.AddSingleton<LifeJournal>() });
        var journal = silo.Services.GetRequiredService<LifeJournal>();
        for (var i = 0; i < 20; i++)
        {
            await silo.Grains.GetGrain<ILifeGrain>($"life/{i}").Activation();
        }

        await silo.DisposeAsync();
        Assert.Equal(20, journal.Ended.Count(pair => pair.Value == "ShuttingDown"));
    }

    // An activation whose timer ticks twenty times a second is not idle unless the machine stands still for so long.
    public sealed class Collecting : SiloFixture
    {
        protected override TestSiloSettings Settings => new()
        {
            Configure = silo =>
            {
                silo.Services.AddSingleton<LifeJournal>();
                silo.Configure<GrainCollectionOptions>(options =>
                    (options.CollectionQuantum, options.CollectionAge) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15)));
            },
        };
    }
}
