using Orleans.Storage;

namespace StandIns.Tests.Silos;

public sealed class StorageTests(SiloFixture fixture) : IClassFixture<SiloFixture>
{
    private static string NewKey() => $"counters/{Guid.NewGuid():N}";

    private ICounterGrain Grain(string key) => fixture.Grains.GetGrain<ICounterGrain>(key);

    private Task SetStoredVersionAsync(string key, int version) => fixture.Database.ExecuteAsync(
        $"UPDATE OrleansStorage SET Version = {version} WHERE GrainIdExtensionString = '{key}'");

    [Fact]
    public async Task A_grain_without_a_row_has_a_new_state_and_no_etag()
    {
        var grain = Grain(NewKey());
        Assert.Equal(0, await grain.Value());
        Assert.Null(await grain.Etag());
        Assert.False(await grain.RecordExists());
    }

    [Fact]
    public async Task A_written_state_is_there_after_the_activation_ended()
    {
        var grain = Grain(NewKey());
        await grain.Add(5);
        var first = await grain.Activation();
        await grain.Deactivate();
        Assert.Equal(5, await grain.Value());
        Assert.NotEqual(first, await grain.Activation());
        Assert.True(await grain.RecordExists());
    }

    [Fact]
    public async Task Each_write_raises_the_etag()
    {
        var grain = Grain(NewKey());
        await grain.Add(1);
        Assert.Equal("1", await grain.Etag());
        await grain.Add(1);
        Assert.Equal("2", await grain.Etag());
    }

    [Fact]
    public async Task A_state_is_stored_as_json_under_its_name_and_key()
    {
        var key = NewKey();
        await Grain(key).Add(7);
        var stored = await fixture.Database.ScalarAsync<int>(
            $"SELECT (convert_from(PayloadBinary, 'UTF8')::jsonb ->> 'Value')::int FROM OrleansStorage "
            + $"WHERE GrainTypeString = 'counter' AND GrainIdExtensionString = '{key}' AND ServiceId = 'tests'");
        Assert.Equal(7, stored);
    }

    [Fact]
    public async Task A_stale_write_fails_and_drops_the_activation()
    {
        var key = NewKey();
        var grain = Grain(key);
        await grain.Add(1);
        var first = await grain.Activation();
        await SetStoredVersionAsync(key, 9);
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => grain.Add(1));
        Assert.Equal(1, await grain.Value());
        Assert.Equal("9", await grain.Etag());
        Assert.NotEqual(first, await grain.Activation());
        Assert.Equal(2, await grain.Add(1));
    }

    [Fact]
    public async Task A_first_write_that_lost_the_race_fails_and_the_next_call_sees_the_winners()
    {
        var key = NewKey();
        var grain = Grain(key);
        Assert.Equal(0, await grain.Value());
        await fixture.Database.ExecuteAsync(
            "INSERT INTO OrleansStorage SELECT GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, "
            + $"'{key}', ServiceId, '{{\"Value\":40}}'::bytea, now(), 1 FROM OrleansStorage WHERE GrainIdExtensionString = '{await SeedAsync()}'");
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() => grain.Add(1));
        Assert.Equal(1, await fixture.Database.ScalarAsync<long>($"SELECT count(*) FROM OrleansStorage WHERE GrainIdExtensionString = '{key}'"));
    }

    [Fact]
    public async Task Racing_first_writes_leave_one_row_and_one_winner()
    {
        // Two silos of two clusters and one service: the tables cannot tell them from two activations of a cluster that is split.
        await using var other = await TestSilo.StartAsync(fixture.Database, new TestSiloSettings());
        var failures = 0;
        for (var round = 0; round < 50; round++)
        {
            var key = NewKey();
            var (first, second) = (Grain(key), other.Grains.GetGrain<ICounterGrain>(key));
            await Task.WhenAll(first.Value(), second.Value());
            var writes = new[] { first.Add(1), second.Add(1) };
            await Task.WhenAll(writes).ContinueWith(_ => { }, TaskScheduler.Default);
            Assert.Equal(1, writes.Count(write => write.IsCompletedSuccessfully));
            failures += writes.Count(write => write.Exception?.InnerException is InconsistentStateException);
            Assert.Equal(1, await fixture.Database.ScalarAsync<long>($"SELECT count(*) FROM OrleansStorage WHERE GrainIdExtensionString = '{key}'"));
        }

        Assert.Equal(50, failures);
    }

    [Fact]
    public async Task A_caller_that_handles_the_conflict_of_another_grain_keeps_its_activation()
    {
        var (key, callerKey) = (NewKey(), NewKey());
        await Grain(key).Add(1);
        await SetStoredVersionAsync(key, 5);
        var caller = Grain(callerKey);
        var activation = await caller.Activation();
        Assert.Equal("inconsistent", await caller.AddThroughOther(key, 1));
        Assert.Equal(activation, await caller.Activation());
    }

    [Fact]
    public async Task A_cleared_state_is_new_and_its_version_goes_on_rising()
    {
        var key = NewKey();
        var grain = Grain(key);
        await grain.Add(3);
        await grain.Clear();
        Assert.Equal(0, await grain.Value());
        Assert.False(await grain.RecordExists());
        Assert.Equal("2", await grain.Etag());
        Assert.True(await fixture.Database.ScalarAsync<bool>($"SELECT PayloadBinary IS NULL FROM OrleansStorage WHERE GrainIdExtensionString = '{key}'"));
        await grain.Deactivate();
        Assert.False(await grain.RecordExists());
        Assert.Equal(4, await grain.Add(4));
        Assert.Equal("3", await grain.Etag());
    }

    [Fact]
    public async Task Reading_again_takes_what_is_stored()
    {
        var key = NewKey();
        var grain = Grain(key);
        await grain.Add(1);
        await fixture.Database.ExecuteAsync(
            $"UPDATE OrleansStorage SET PayloadBinary = '{{\"Value\":30}}'::bytea, Version = 8 WHERE GrainIdExtensionString = '{key}'");
        Assert.Equal(30, await grain.Reread());
        Assert.Equal("8", await grain.Etag());
    }

    [Fact]
    public async Task The_scripts_can_be_applied_again()
    {
        var grain = Grain(NewKey());
        await grain.Add(1);
        await fixture.Database.ApplyScriptAsync();
        Assert.Equal(2, await grain.Add(1));
    }

    private async Task<string> SeedAsync()
    {
        var key = NewKey();
        await Grain(key).Add(1);
        return key;
    }
}
