namespace StandIns.Tests.Silos;

public sealed class MessageTests(SiloFixture fixture) : IClassFixture<SiloFixture>
{
    private ITurnGrain NewGrain() => fixture.Grains.GetGrain<ITurnGrain>($"messages/{Guid.NewGuid():N}");

    [Fact]
    public async Task An_argument_that_the_caller_changes_later_is_unchanged_in_the_grain()
    {
        var grain = NewGrain();
        var draft = new Draft { Lines = ["first"] };
        await grain.Keep(draft);
        draft.Lines.Add("second");
        Assert.Equal(["first"], (await grain.Kept()).Lines);
    }

    [Fact]
    public async Task A_result_that_the_caller_changes_is_unchanged_in_the_grain()
    {
        var grain = NewGrain();
        var result = await grain.Keep(new Draft { Lines = ["first"] });
        result.Lines.Clear();
        Assert.Equal(["first"], (await grain.Kept()).Lines);
    }

    [Fact]
    public async Task A_list_that_is_returned_is_a_copy()
    {
        var grain = NewGrain();
        await grain.Append(1);
        (await grain.Appended()).Clear();
        Assert.Equal([1], await grain.Appended());
    }

    [Fact]
    public async Task An_immutable_record_arrives_as_it_was_sent()
    {
        var note = new Note("text", 3);
        Assert.Equal(note, await NewGrain().Same(note));
    }

    [Fact]
    public async Task An_exception_reaches_the_caller_as_its_own_type_with_its_properties()
    {
        var exception = await Assert.ThrowsAsync<RefusedException>(() => NewGrain().Refuse("replicas", 422));
        Assert.Equal("replicas is wrong.", exception.Message);
        Assert.Equal("replicas", exception.Field);
        Assert.Equal(422, exception.Code);
    }

    [Fact]
    public async Task A_grain_that_threw_goes_on()
    {
        var grain = NewGrain();
        await Assert.ThrowsAsync<RefusedException>(() => grain.Refuse("x", 1));
        Assert.Equal(1, await grain.Increment());
    }

    [Fact]
    public async Task Cancelling_reaches_the_grain_and_the_caller()
    {
        var grain = NewGrain();
        using var cancellation = new CancellationTokenSource();
        var call = grain.WaitForCancellation(cancellation.Token);
        await Eventually.TrueAsync(async () => await grain.Waiting() == 1);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.InTimeAsync(call));
        await Eventually.TrueAsync(grain.WasCancelled);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_already_is_not_made()
    {
        var grain = NewGrain();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.WaitForCancellation(new CancellationToken(canceled: true)));
        Assert.False(await grain.WasCancelled());
    }
}
