using System.Text.Json;
using Npgsql;
using Orchestrator.Storage.Silo;
using static Storage.Tests.Grains;

namespace Storage.Tests;

public sealed class StateWriteTests(StorageFixture storage) : IClassFixture<StorageFixture>, IAsyncLifetime
{
    private const string Name = "state";
    private readonly string _run = Guid.NewGuid().ToString("N");
    private StateReadQueue _reads = null!;
    private StateWriteQueue _writes = null!;

    public Task InitializeAsync()
    {
        _reads = OpenReads(storage);
        _writes = Open(storage);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _reads.DisposeAsync();
        await _writes.DisposeAsync();
    }

    [Fact]
    public async Task Writes_that_come_together_share_transactions_and_each_gets_its_version()
    {
        const int Count = 500;
        var versions = await Task.WhenAll(Enumerable.Range(0, Count).Select(number => WriteAsync($"many-{number}", null, 1)));
        Assert.All(versions, version => Assert.Equal(1, version));
        Assert.Equal(Count, await storage.ScalarAsync<long>("SELECT count(*) FROM resource WHERE name LIKE $1", $"{_run}-many-%"));
        Assert.Equal(Count, await storage.ScalarAsync<long>("SELECT count(DISTINCT resource_version) FROM resource_event WHERE name LIKE $1", $"{_run}-many-%"));
        var transactions = await storage.ScalarAsync<long>("SELECT count(DISTINCT xmin::text) FROM resource WHERE name LIKE $1", $"{_run}-many-%");
        Assert.InRange(transactions, 8, Count / 4);
    }

    [Fact]
    public async Task Change_of_many_is_told_with_what_was_before()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => WriteAsync($"change-{number}", null, 1)));
        var versions = await Task.WhenAll(Enumerable.Range(0, 50).Select(number => WriteAsync($"change-{number}", 1, 2, label: "new")));
        Assert.All(versions, version => Assert.Equal(2, version));
        Assert.Equal(50L, await storage.ScalarAsync<long>(
            """
            SELECT count(*) FROM resource_event e JOIN resource r USING (grp, kind, namespace, name)
            WHERE e.name LIKE $1 AND e.type = 'MODIFIED' AND e.previous_revision = 1 AND e.revision = 2 AND e.resource_version = r.resource_version
              AND e.document = r.document AND e.document #>> '{metadata,labels,at}' = 'new' AND e.previous #>> '{metadata,labels,at}' IS NULL
              AND e.document #>> '{metadata,resourceVersion}' = r.resource_version::text
            """,
            $"{_run}-change-%"));
    }

    [Fact]
    public async Task Write_over_another_version_than_the_stored_one_is_not_stored_and_the_others_are()
    {
        await WriteAsync("old", null, 1);
        var results = await Task.WhenAll(
            WriteAsync("new", null, 1), WriteAsync("old", 7, 2, label: "lost"), WriteAsync("old-2", null, 1), WriteAsync("old", null, 1));
        Assert.Equal([1, null, 1, null], results);
        Assert.Equal(1L, await storage.ScalarAsync<long>("SELECT revision FROM resource WHERE name = $1", $"{_run}-old"));
    }

    [Fact]
    public async Task Refused_state_fails_alone()
    {
        await WriteAsync("risen", null, 5);
        var good = Enumerable.Range(0, 30).Select(number => WriteAsync($"good-{number}", null, 1)).ToList();
        var bad = WriteAsync("risen", 1, 5, label: "changed");
        Assert.All(await Task.WhenAll(good), version => Assert.Equal(1, version));
        Assert.Contains("its revision did not rise", (await Assert.ThrowsAsync<PostgresException>(() => bad)).MessageText, StringComparison.Ordinal);
        Assert.Equal(30L, await storage.ScalarAsync<long>("SELECT count(*) FROM resource WHERE name LIKE $1", $"{_run}-good-%"));
    }

    [Fact]
    public async Task Two_writers_of_one_state_are_told_apart()
    {
        await using var other = Open(storage);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).SelectMany(number => new[] { WriteAsync($"race-{number}", null, 1), WriteAsync($"race-{number}", null, 1, by: other) }));
        foreach (var pair in outcomes.Chunk(2))
        {
            Assert.Equal([null, 1], pair.Order());
        }
    }

    [Fact]
    public async Task Part_that_changes_alone_raises_the_version_and_tells_nobody()
    {
        await WriteAsync("parts", null, 1, parts: [("a", "1"u8.ToArray()), ("b", "2"u8.ToArray())]);
        Assert.Equal(2, await _writes.WriteAsync(new StateWrite { Name = Name, Key = Key("parts"), Version = 1, Parts = [("a", null), ("b", "3"u8.ToArray()), ("c", "4"u8.ToArray())] }));
        Assert.Equal(["3", "4"], await PartsAsync("parts"));
        Assert.Equal(1L, await storage.ScalarAsync<long>("SELECT count(*) FROM resource_event WHERE name = $1", $"{_run}-parts"));
    }

    [Fact]
    public async Task Part_of_a_write_that_lost_is_not_stored()
    {
        await WriteAsync("lost", null, 1, parts: [("a", "1"u8.ToArray())]);
        Assert.Null(await _writes.WriteAsync(new StateWrite { Name = Name, Key = Key("lost"), Version = 9, Parts = [("a", null), ("b", "2"u8.ToArray())] }));
        Assert.Equal(["1"], await PartsAsync("lost"));
    }

    [Fact]
    public async Task Parts_that_are_given_anew_replace_those_that_were()
    {
        await WriteAsync("anew", null, 1, parts: [("a", "1"u8.ToArray()), ("b", "2"u8.ToArray())]);
        await _writes.WriteAsync(new StateWrite { Name = Name, Key = Key("anew"), Version = 1, Anew = true, Parts = [("b", "5"u8.ToArray())] });
        Assert.Equal(["5"], await PartsAsync("anew"));
    }

    [Fact]
    public async Task Cleared_state_has_no_parts()
    {
        await WriteAsync("cleared", null, 1, parts: [("a", "1"u8.ToArray())]);
        await storage.StorePayloadAsync(Key("cleared"), null);
        Assert.Empty(await PartsAsync("cleared"));
    }

    [Fact]
    public async Task Reads_that_come_together_each_get_their_own_state()
    {
        const int Count = 300;
        await Task.WhenAll(Enumerable.Range(0, Count).Where(IsStored).Select(number => WriteAsync($"read-{number}", null, 1, parts: [("b", Part(number)), ("a", Part(-number))])));
        await WriteAsync("read-6", 1, 2, label: "changed");

        // The same state twice, as two activations may ask for it.
        var read = await Task.WhenAll(Enumerable.Range(0, Count).Concat(Enumerable.Range(0, Count)).Select(number => _reads.ReadAsync(Name, Key($"read-{number}"))));

        for (var i = 0; i < read.Length; i++)
        {
            var (number, state) = (i % Count, read[i]);
            Assert.Equal(IsStored(number) ? number == 6 ? 2 : 1 : null, state.Version);
            Assert.Equal(IsStored(number) ? [Part(-number), Part(number)] : [], state.Parts);
            Assert.Equal(IsStored(number) ? $"{_run}-read-{number}" : null, NameIn(state.Payload));
        }

        static bool IsStored(int number) => number % 3 == 0;
        static byte[] Part(int number) => System.Text.Encoding.UTF8.GetBytes(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task State_that_was_cleared_is_read_as_none_of_its_version()
    {
        await WriteAsync("gone", null, 1, parts: [("a", "1"u8.ToArray())]);
        await storage.StorePayloadAsync(Key("gone"), null);

        var read = await _reads.ReadAsync(Name, Key("gone"));

        Assert.Null(read.Payload);
        Assert.NotNull(read.Version);
        Assert.Empty(read.Parts);
    }

    private static string? NameIn(byte[]? payload) =>
        payload is null ? null : JsonDocument.Parse(payload).RootElement.GetProperty("resource").GetProperty("metadata").GetProperty("name").GetString();

    private static StateReadQueue OpenReads(StorageFixture storage) => new(storage.ConnectionString, "tests");

    private static StateWriteQueue Open(StorageFixture storage) => new(storage.ConnectionString, "tests");

    private string Key(string name) => $"{_run}/{name}";

    private Task<int?> WriteAsync(
        string name, int? version, long revision, string? label = null, StateWriteQueue? by = null, (string Name, byte[]? Payload)[]? parts = null) => (by ?? _writes).WriteAsync(new StateWrite
    {
        Name = Name,
        Key = Key(name),
        Version = version,
        Payload = State(Pod($"{_run}-{name}", $"{_run}-{name}", label is null ? [] : new() { ["at"] = label }), revision),
        Parts = [.. parts ?? []],
    });

    private async Task<List<string>> PartsAsync(string name) =>
        [.. (await _reads.ReadAsync(Name, Key(name))).Parts.Select(payload => System.Text.Encoding.UTF8.GetString(payload))];
}
