using Orleans;

namespace StandIns.Tests.Silos;

public sealed class ReminderTests(SiloFixture fixture) : IClassFixture<SiloFixture>
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(150);

    private IWakeGrain NewGrain() => fixture.Grains.GetGrain<IWakeGrain>($"wakes/{Guid.NewGuid():N}");

    [Fact]
    public async Task A_reminder_ticks_again_and_again()
    {
        var grain = NewGrain();
        await grain.Register("often", TimeSpan.Zero, Often);
        await Eventually.TrueAsync(async () => await grain.Ticks("often") >= 3);
        Assert.True(await grain.TickTimesAreSound());
        Assert.Equal(1, await grain.TicksAtOnceMax());
    }

    [Fact]
    public async Task A_reminder_does_not_tick_before_it_is_due()
    {
        var grain = NewGrain();
        await grain.Register("later", TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await grain.Register("often", TimeSpan.Zero, Often);
        await Eventually.TrueAsync(async () => await grain.Ticks("often") >= 2);
        Assert.Equal(0, await grain.Ticks("later"));
    }

    [Fact]
    public async Task A_reminder_that_was_unregistered_is_gone_and_ticks_no_more()
    {
        var grain = NewGrain();
        await grain.Register("gone", TimeSpan.Zero, Often);
        await Eventually.TrueAsync(async () => await grain.Ticks("gone") >= 1);
        await grain.Unregister("gone");
        Assert.False(await grain.Has("gone"));
        var ticks = await grain.Ticks("gone");
        await grain.Register("other", TimeSpan.Zero, Often);
        await Eventually.TrueAsync(async () => await grain.Ticks("other") >= 4);
        Assert.InRange(await grain.Ticks("gone"), ticks, ticks + 1);
    }

    [Fact]
    public async Task Registering_again_replaces_the_times()
    {
        var grain = NewGrain();
        await grain.Register("changed", TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await grain.Register("changed", TimeSpan.Zero, Often);
        await Eventually.TrueAsync(async () => await grain.Ticks("changed") >= 2);
        Assert.Equal(1, await fixture.Database.ScalarAsync<long>(
            $"SELECT count(*) FROM OrleansRemindersTable WHERE GrainId = '{grain.GetGrainId()}'"));
    }

    [Fact]
    public async Task A_period_below_the_least_is_refused()
    {
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => NewGrain().Register("fast", TimeSpan.Zero, TimeSpan.FromMilliseconds(1)));
        Assert.Contains("fast", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reminder_wakes_a_grain_that_has_no_activation()
    {
        var grain = NewGrain();
        await grain.Register("wake", Often, Often);
        await Eventually.TrueAsync(async () => await grain.Ticks("wake") >= 1);
    }

    [Fact]
    public async Task A_grain_of_a_generic_interface_is_reached_by_both()
    {
        var grain = NewGrain();
        IResourceGrain<Note> resource = grain;
        await resource.Put(new Note("stored", 1));
        Assert.Equal("stored", (await grain.Get())?.Text);
        Assert.Equal("stored", (await fixture.Grains.GetGrain<IResourceGrain<Note>>(grain.GetPrimaryKeyString()).Get())?.Text);
    }
}
