using Orleans.Runtime;

namespace StandIns.Tests.Silos;

/// <summary>Sequences that a grain of another silo makes.</summary>
public sealed class RemoteSequenceTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private Task<ISequenceGrain> RemoteGrainAsync() => fixture.Cluster.SequenceGrainAsync("silo-b", caller: "silo-a");

    [Fact]
    public async Task All_elements_arrive_in_order()
    {
        var numbers = new List<int>();
        await foreach (var number in (await RemoteGrainAsync()).Numbers(250))
        {
            numbers.Add(number);
        }

        Assert.Equal(Enumerable.Range(0, 250), numbers);
    }

    [Fact]
    public async Task Leaving_early_ends_the_method_in_the_grain()
    {
        var grain = await RemoteGrainAsync();
        await foreach (var note in grain.Endless())
        {
            Assert.Equal("first", note.Text);
            break;
        }

        await Eventually.TrueAsync(async () => await grain.Ended() == 1);
    }

    [Fact]
    public async Task Cancelling_ends_the_method_in_the_grain()
    {
        var grain = await RemoteGrainAsync();
        using var cancellation = new CancellationTokenSource();
        var seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var note in grain.Endless().WithCancellation(cancellation.Token))
            {
                if (++seen == 2)
                {
                    cancellation.CancelAfter(TimeSpan.FromMilliseconds(50));
                }
            }
        });
        Assert.Equal(2, seen);
        await Eventually.TrueAsync(async () => await grain.Ended() == 1);
    }

    [Fact]
    public async Task A_method_that_throws_reaches_the_caller_after_its_elements()
    {
        var seen = 0;
        var grain = await RemoteGrainAsync();
        var exception = await Assert.ThrowsAsync<RefusedException>(async () =>
        {
            await foreach (var number in grain.FailsAfter(3))
            {
                seen++;
            }
        });
        Assert.Equal(3, seen);
        Assert.Equal("numbers", exception.Field);
    }

    [Fact]
    public async Task A_grain_serves_requests_while_it_is_enumerated()
    {
        var grain = await RemoteGrainAsync();
        await using var notes = grain.Endless().GetAsyncEnumerator();
        Assert.True(await notes.MoveNextAsync());
        Assert.True(await notes.MoveNextAsync());
        var third = notes.MoveNextAsync().AsTask();
        Assert.Equal(1, await Eventually.InTimeAsync(grain.Increment()));
        Assert.False(third.IsCompleted);
        await grain.Deactivate();
        await Assert.ThrowsAsync<EnumerationAbortedException>(() => Eventually.InTimeAsync(third));
    }
}
