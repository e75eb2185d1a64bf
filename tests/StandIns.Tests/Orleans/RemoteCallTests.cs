using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

/// <summary>Calls between two silos; they mean the same as calls within one.</summary>
public sealed class RemoteCallTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private Task<ITurnGrain> RemoteGrainAsync() => fixture.Cluster.TurnGrainAsync("silo-b", caller: "silo-a");

    [Fact]
    public async Task A_grain_of_another_silo_answers() => Assert.Equal(1, await (await RemoteGrainAsync()).Increment());

    [Fact]
    public async Task All_silos_call_the_same_activation()
    {
        var grain = await RemoteGrainAsync();
        Assert.Equal(1, await grain.Increment());
        Assert.Equal(2, await fixture.Cluster["silo-b"].Grains.GetGrain<ITurnGrain>(grain.GetPrimaryKeyString()).Increment());
        Assert.Equal(3, await grain.Increment());
    }

    [Fact]
    public async Task Requests_made_at_once_run_one_after_another()
    {
        var grain = await RemoteGrainAsync();
        var results = await Eventually.InTimeAsync(Task.WhenAll(Enumerable.Range(0, 500).Select(_ => grain.Increment())));
        Assert.Equal(Enumerable.Range(1, 500), results.Order());
    }

    [Fact]
    public async Task AlwaysInterleave_runs_while_another_request_waits()
    {
        var grain = await RemoteGrainAsync();
        var waiting = grain.WaitForRelease();
        await Eventually.TrueAsync(async () => await grain.Waiting() == 1);
        var second = grain.Increment();
        Assert.False(second.IsCompleted);
        await grain.Release();
        await Eventually.InTimeAsync(waiting);
        Assert.Equal(1, await Eventually.InTimeAsync(second));
    }

    [Fact]
    public async Task An_exception_arrives_as_its_own_type_with_its_properties()
    {
        var grain = await RemoteGrainAsync();
        var exception = await Assert.ThrowsAsync<RefusedException>(() => grain.Refuse("replicas", 422));
        Assert.Equal("replicas is wrong.", exception.Message);
        Assert.Equal("replicas", exception.Field);
        Assert.Equal(422, exception.Code);
        Assert.Contains(nameof(TurnGrain), exception.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_of_the_framework_arrives_as_its_own_type()
    {
        var grain = await RemoteGrainAsync();
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => grain.FailPlainly("as it was said"));
        Assert.Equal("as it was said", exception.Message);
    }

    [Fact]
    public async Task Cancelling_reaches_the_grain_and_the_caller()
    {
        var grain = await RemoteGrainAsync();
        using var cancellation = new CancellationTokenSource();
        var call = grain.WaitForCancellation(cancellation.Token);
        await Eventually.TrueAsync(async () => await grain.Waiting() == 1);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.InTimeAsync(call));
        await Eventually.TrueAsync(grain.WasCancelled);
    }

    [Fact]
    public async Task A_oneway_call_returns_before_the_grain_is_done()
    {
        var grain = await RemoteGrainAsync();
        await Eventually.InTimeAsync(grain.Forget(7));
        await grain.Release();
        await Eventually.TrueAsync(async () => (await grain.Appended()).Contains(7));
    }

    [Fact]
    public async Task A_oneway_call_that_fails_tells_its_caller_nothing()
    {
        var grain = await RemoteGrainAsync();
        await grain.FailUnseen();
        Assert.Equal(1, await grain.Increment());
    }

    [Fact]
    public async Task Messages_arrive_as_they_were_sent()
    {
        var grain = await RemoteGrainAsync();
        var note = new Note("text", 3);
        Assert.Equal(note, await grain.Same(note));
        Assert.Equal((4, note), await grain.Pair(4, note));
        Assert.Equal(42, await grain.Twice(21));
        Assert.Equal(6, await grain.AddAllOf([1, 2, 3]));
        Assert.Equal(6, await grain.AddAllOf(ImmutableArray.Create(1, 2, 3)));
        Assert.Equal("text", await grain.Echo("text"));
        Assert.Equal(12L, await grain.Echo(12L));
        Assert.Equal(note, await grain.Echo(note));
        var draft = await grain.Keep(new Draft { Lines = ["first"] });
        draft.Lines.Add("second");
        Assert.Equal(["first"], (await grain.Kept()).Lines);
    }

    [Fact]
    public async Task A_reference_to_a_grain_can_be_handed_over()
    {
        var grain = await RemoteGrainAsync();
        var other = fixture.Cluster["silo-a"].Grains.GetGrain<ITurnGrain>("handed/over");
        Assert.Equal("handed/over", await grain.KeyOf(other));
        Assert.Equal(grain.GetPrimaryKeyString(), await Eventually.InTimeAsync(grain.OwnKeyThroughReference()));
    }

    [Fact]
    public async Task The_context_travels_with_calls_and_never_back()
    {
        var grain = await RemoteGrainAsync();
        RequestContext.Set("user", "alice");
        Assert.Equal("alice", await grain.ContextValue("user"));
        Assert.Equal("alice", RequestContext.Get("user"));
        RequestContext.Clear();
        Assert.Null(await grain.ContextValue("user"));
    }

    [Fact]
    public async Task Two_grains_of_two_silos_call_each_other()
    {
        var grain = await RemoteGrainAsync();
        var local = await fixture.Cluster.TurnGrainAsync("silo-a", caller: "silo-b");
        Assert.Null(await Eventually.InTimeAsync(grain.ContextValueOfOther("nothing", local.GetPrimaryKeyString())));
        Assert.Null(await Eventually.InTimeAsync(local.ContextValueOfOther("nothing", grain.GetPrimaryKeyString())));
    }
}
