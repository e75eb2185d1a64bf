namespace StandIns.Tests.Silos;

public sealed class TimerTests(SiloFixture fixture) : IClassFixture<SiloFixture>
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);

    private IWakeGrain NewGrain() => fixture.Grains.GetGrain<IWakeGrain>($"timers/{Guid.NewGuid():N}");

    [Fact]
    public async Task A_timer_ticks_until_it_is_disposed()
    {
        var grain = NewGrain();
        await grain.StartTimer(TimeSpan.Zero, Often, interleave: false, keepAlive: false);
        await Eventually.TrueAsync(async () => await grain.TimerTicks() >= 3);
        await grain.StopTimer();
        var ticks = await grain.TimerTicks();
        await Task.Delay(Often * 10);
        Assert.Equal(ticks, await grain.TimerTicks());
    }

    [Fact]
    public async Task A_timer_without_a_period_ticks_once()
    {
        var grain = NewGrain();
        await grain.StartTimer(TimeSpan.Zero, Timeout.InfiniteTimeSpan, interleave: false, keepAlive: false);
        await Eventually.TrueAsync(async () => await grain.TimerTicks() == 1);
        await Task.Delay(Often * 10);
        Assert.Equal(1, await grain.TimerTicks());
    }

    [Fact]
    public async Task A_timer_that_fails_goes_on()
    {
        var grain = NewGrain();
        await grain.FailNextTimerTicks();
        await grain.StartTimer(TimeSpan.Zero, Often, interleave: false, keepAlive: false);
        await Eventually.TrueAsync(async () => await grain.TimerTicks() >= 3);
    }

    [Fact]
    public async Task A_timer_that_interleaves_ticks_while_a_request_runs()
    {
        var grain = NewGrain();
        await grain.StartTimer(TimeSpan.Zero, Often, interleave: true, keepAlive: false);
        Assert.InRange(await Eventually.InTimeAsync(grain.BlockUntilTimerTicks(3)), 3, int.MaxValue);
    }
}
