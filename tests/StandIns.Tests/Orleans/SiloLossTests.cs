using Orleans.Runtime;

namespace StandIns.Tests.Silos;

/// <summary>What becomes of calls and grains when silos come and go.</summary>
public sealed class SiloLossTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_grain_of_a_silo_that_died_is_activated_on_another_and_finds_its_state()
    {
        await using var cluster = await TestCluster.StartAsync(_database, 3);
        var counter = await TestCluster.FindAsync(
            "silo-c", key => cluster["silo-a"].Grains.GetGrain<ICounterGrain>(key), grain => grain.SiloName());
        Assert.Equal(5, await counter.Add(5));
        await cluster.KillAsync("silo-c");
        var value = -1;
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                value = await counter.Add(1);
                return true;
            }
            catch (OrleansException)
            {
                // Until the loss is decided.
                return false;
            }
        });
        Assert.Equal(6, value);
        Assert.NotEqual("silo-c", await counter.SiloName());
    }

    [Fact]
    public async Task A_call_that_runs_on_a_silo_that_dies_fails_and_does_not_wait_for_its_timeout()
    {
        await using var cluster = await TestCluster.StartAsync(_database, 3);
        var grain = await cluster.TurnGrainAsync("silo-c", caller: "silo-a");
        var call = grain.WaitForRelease();
        await Eventually.TrueAsync(async () => await grain.Waiting() == 1);
        await cluster.KillAsync("silo-c");
        await Assert.ThrowsAsync<SiloUnavailableException>(() => Eventually.InTimeAsync(call));
    }

    [Fact]
    public async Task An_enumeration_on_a_silo_that_dies_is_aborted()
    {
        await using var cluster = await TestCluster.StartAsync(_database, 3);
        var grain = await cluster.SequenceGrainAsync("silo-c", caller: "silo-a");
        await using var notes = grain.Endless().GetAsyncEnumerator();
        Assert.True(await notes.MoveNextAsync());
        Assert.True(await notes.MoveNextAsync());
        var third = notes.MoveNextAsync().AsTask();
        await cluster.KillAsync("silo-c");
        await Assert.ThrowsAnyAsync<Exception>(() => Eventually.InTimeAsync(third));
    }

    [Fact]
    public async Task A_silo_that_leaves_gracefully_answers_what_it_has_and_its_grains_go_on_elsewhere()
    {
        await using var cluster = await TestCluster.StartAsync(_database, 2);
        var counter = await TestCluster.FindAsync(
            "silo-b", key => cluster["silo-a"].Grains.GetGrain<ICounterGrain>(key), grain => grain.SiloName());
        var written = 0;
        using var stopping = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            while (!stopping.IsCancellationRequested)
            {
                written = await counter.Add(1);
            }
        });
        await Eventually.TrueAsync(() => written > 10);
        await cluster.StopAsync("silo-b");
        var before = written;
        await Eventually.TrueAsync(() => written > before + 10 || writing.IsFaulted);
        await stopping.CancelAsync();
        await Eventually.InTimeAsync(writing);
        Assert.Equal(written, await counter.Value());
        Assert.Equal("silo-a", await counter.SiloName());
    }

    [Fact]
    public async Task No_call_fails_while_a_silo_joins()
    {
        await using var cluster = await TestCluster.StartAsync(_database, 1);
        var grains = Enumerable.Range(0, 40).Select(i => cluster["silo-a"].Grains.GetGrain<ICounterGrain>($"joins/{i}")).ToArray();
        await Task.WhenAll(grains.Select(grain => grain.Add(1)));
        await cluster.AddAsync("silo-b");
        for (var round = 2; round < 30; round++)
        {
            var values = await Task.WhenAll(grains.Select(AddAsync));
            Assert.All(values, value => Assert.Equal(round, value));
        }
    }

    // A write of an activation that the grain has left is refused, which its caller is told.
    private static async Task<int> AddAsync(ICounterGrain grain)
    {
        while (true)
        {
            try
            {
                return await grain.Add(1);
            }
            catch (Orleans.Storage.InconsistentStateException)
            {
                continue;
            }
        }
    }
}
