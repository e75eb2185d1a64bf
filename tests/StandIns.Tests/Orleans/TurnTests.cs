using Orleans;

namespace StandIns.Tests.Silos;

public sealed class TurnTests(SiloFixture fixture) : IClassFixture<SiloFixture>
{
    private ITurnGrain NewGrain() => fixture.Grains.GetGrain<ITurnGrain>($"turns/{Guid.NewGuid():N}");

    [Fact]
    public async Task Requests_made_at_once_run_one_after_another()
    {
        var grain = NewGrain();
        var results = await Eventually.InTimeAsync(Task.WhenAll(Enumerable.Range(0, 500).Select(_ => grain.Increment())));
        Assert.Equal(Enumerable.Range(1, 500), results.Order());
    }

    [Fact]
    public async Task Turns_and_what_they_start_run_on_the_activations_scheduler() => Assert.True(await NewGrain().TurnsStayOnOneScheduler());

    [Fact]
    public async Task TaskRun_in_a_turn_leaves_the_scheduler_and_comes_back() => Assert.True(await NewGrain().TaskRunLeavesTheScheduler());

    [Fact]
    public async Task AlwaysInterleave_runs_while_another_request_waits()
    {
        var grain = NewGrain();
        var waiting = grain.WaitForRelease();
        await Eventually.TrueAsync(async () => await grain.Waiting() == 1);
        await grain.Release();
        await Eventually.InTimeAsync(waiting);
    }

    [Fact]
    public async Task A_plain_request_waits_for_the_one_before_it()
    {
        var grain = NewGrain();
        var first = grain.WaitForRelease();
        await Eventually.TrueAsync(async () => await grain.Waiting() == 1);
        var second = grain.Increment();
        await grain.Waiting();
        Assert.False(second.IsCompleted);
        await grain.Release();
        await Eventually.InTimeAsync(first);
        Assert.Equal(1, await Eventually.InTimeAsync(second));
    }

    [Fact]
    public async Task ReadOnly_requests_interleave_with_one_another()
    {
        var grain = NewGrain();
        var results = await Eventually.InTimeAsync(Task.WhenAll(grain.Meet(3), grain.Meet(3), grain.Meet(3)));
        Assert.Equal([3, 3, 3], results);
    }

    [Fact]
    public async Task A_reentrant_grain_takes_a_request_while_another_waits()
    {
        var grain = fixture.Grains.GetGrain<IReentrantGrain>($"reentrant/{Guid.NewGuid():N}");
        var waiting = grain.Wait();
        await Eventually.InTimeAsync(grain.Release());
        await Eventually.InTimeAsync(waiting);
    }

    [Fact]
    public async Task A_reentrant_grain_can_call_itself()
    {
        var grain = fixture.Grains.GetGrain<IReentrantGrain>($"reentrant/{Guid.NewGuid():N}");
        Assert.Equal(5, await Eventually.InTimeAsync(grain.CallBack(5)));
    }

    [Fact]
    public async Task A_oneway_call_returns_before_the_grain_is_done()
    {
        var grain = NewGrain();
        await Eventually.InTimeAsync(grain.Forget(7));
        await grain.Release();
        await Eventually.TrueAsync(async () => (await grain.Appended()).Contains(7));
    }

    [Fact]
    public async Task A_oneway_call_that_fails_tells_its_caller_nothing()
    {
        var grain = NewGrain();
        await grain.FailUnseen();
        Assert.Equal(1, await grain.Increment());
    }

    [Fact]
    public async Task A_value_task_brings_its_result() => Assert.Equal(42, await NewGrain().Twice(21));

    [Fact]
    public async Task Two_grains_of_one_class_are_independent()
    {
        var first = NewGrain();
        await first.Increment();
        Assert.Equal(1, await NewGrain().Increment());
    }

    [Fact]
    public void References_to_one_grain_are_equal_and_know_its_key()
    {
        var grain = fixture.Grains.GetGrain<ITurnGrain>("turns/same");
        Assert.Equal(grain, fixture.Grains.GetGrain<ITurnGrain>("turns/same"));
        Assert.NotEqual(grain, fixture.Grains.GetGrain<ITurnGrain>("turns/other"));
        Assert.Equal("turns/same", grain.GetPrimaryKeyString());
        Assert.Equal("turn/turns/same", grain.GetGrainId().ToString());
    }

    [Fact]
    public async Task A_reference_to_oneself_can_be_handed_to_others()
    {
        var grain = NewGrain();
        Assert.Equal(grain.GetPrimaryKeyString(), await Eventually.InTimeAsync(grain.OwnKeyThroughReference()));
    }
}
