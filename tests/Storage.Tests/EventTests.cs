using System.Text;
using System.Text.Json;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Recording;
using Orchestrator.Contracts.Writing;

namespace Storage.Tests;

public sealed class EventTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Time = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task Same_event_from_two_processes_becomes_one_with_a_count()
    {
        await using var second = storage.Build();
        var writers = new[] { storage.Services, second };
        foreach (var service in writers.SelectMany(Hosted))
        {
            await service.StartAsync(default);
        }

        for (var i = 0; i < 300; i++)
        {
            foreach (var writer in writers.Select(w => (IEventWriter)w.GetService(typeof(IEventWriter))!))
            {
                await writer.WriteAsync(Record("web-1", "same") with { Time = Time.AddSeconds(i) }, default);
                await writer.WriteAsync(Record("web-1", $"other {i % 3}"), default);
            }
        }

        foreach (var service in writers.SelectMany(Hosted))
        {
            await service.StopAsync(default);
        }

        var list = await storage.Reader.ListAsync(new ResourceQuery { Group = "", Kind = "Event", Namespace = "team" }, default);
        Assert.Equal(4, list.Items.Count);
        var same = list.Items.Select(i => JsonDocument.Parse(i.Document).RootElement).Single(e => e.GetProperty("message").GetString() == "same");
        Assert.Equal(600, same.GetProperty("count").GetInt64());
        Assert.Equal("2030-01-02T03:09:04Z", same.GetProperty("lastTimestamp").GetString());
        Assert.Equal("2030-01-02T03:04:05Z", same.GetProperty("firstTimestamp").GetString());
        Assert.Matches("^web-1\\.[0-9a-f]{16}$", same.GetProperty("metadata").GetProperty("name").GetString());
        Assert.Equal("Warning", same.GetProperty("type").GetString());
        Assert.Equal("u-web-1", same.GetProperty("involvedObject").GetProperty("uid").GetString());
    }

    [Fact]
    public async Task Events_of_which_some_are_stored_already_are_added_or_counted_up()
    {
        static string Event(string name, int count) =>
            $$"""{"apiVersion":"v1","kind":"Event","metadata":{"name":"{{name}}","namespace":"mixed"},"lastTimestamp":"2030-01-02T03:04:05Z","count":{{count}}}""";
        await storage.ScalarAsync<string>("SELECT put_events($1::jsonb)::text", $"[{Event("a", 1)},{Event("b", 1)}]");

        await storage.ScalarAsync<string>("SELECT put_events($1::jsonb)::text", $"[{Event("c", 1)},{Event("b", 2)},{Event("d", 4)},{Event("d", 8)}]");

        var list = await storage.Reader.ListAsync(new ResourceQuery { Group = "", Kind = "Event", Namespace = "mixed" }, default);
        var stored = list.Items.Select(item => JsonDocument.Parse(item.Document).RootElement).ToList();
        Assert.Equal([("a", 1), ("b", 3), ("c", 1), ("d", 12)], stored.Select(e => (e.GetProperty("metadata").GetProperty("name").GetString()!, e.GetProperty("count").GetInt32())));
        Assert.Equal(6L, await storage.ScalarAsync<long>("SELECT count(DISTINCT resource_version) FROM resource_event WHERE namespace = $1", "mixed"));
        Assert.Equal(4L, await storage.ScalarAsync<long>(
            "SELECT count(*) FROM resource WHERE namespace = $1 AND document #>> '{metadata,resourceVersion}' = resource_version::text AND document #>> '{metadata,uid}' = uid", "mixed"));
    }

    [Fact]
    public async Task Expired_events_are_deleted_and_watchers_are_told()
    {
        var document = """{"apiVersion":"v1","kind":"Event","metadata":{"name":"old","namespace":"expiry","uid":"old-1"},"count":1}"""u8.ToArray();
        var write = await storage.Passive.PutAsync(document, 0, default);
        var query = new ResourceQuery { Group = "", Kind = "Event", Namespace = "expiry" };
        var watching = storage.Reader.WatchAsync(query, write.ResourceVersion, default).GetAsyncEnumerator();
        var next = watching.MoveNextAsync();
        Assert.Equal(0, await storage.ScalarAsync<int>("SELECT prune_events('1 h')"));
        Assert.True(await storage.ScalarAsync<int>("SELECT prune_events('0')") >= 1);
        Assert.True(await next);
        Assert.Equal(WatchEventType.Deleted, watching.Current.Type);
        await watching.DisposeAsync();
    }

    [Fact]
    public async Task Passive_document_is_written_under_its_expected_revision_only()
    {
        var key = new ResourceKey("", "ConfigMap", "n", "c");
        var first = await storage.Passive.PutAsync(Map("c", "m1", 1), 0, default);
        Assert.Equal((1, true), (first.Revision, first.Changed));
        await Assert.ThrowsAsync<RevisionConflictException>(() => storage.Passive.PutAsync(Map("c", "m1", 2), 0, default));
        await Assert.ThrowsAsync<RevisionConflictException>(() => storage.Passive.PutAsync(Map("absent", "m9", 2), 3, default));
        Assert.Equal(first with { Changed = false }, await storage.Passive.PutAsync(Map("c", "m1", 1), 1, default));
        var racers = await Task.WhenAll(Enumerable.Range(2, 8).Select(async value =>
        {
            try
            {
                return await storage.Passive.PutAsync(Map("c", "m1", value), 1, default);
            }
            catch (RevisionConflictException)
            {
                return null;
            }
        }));
        Assert.Equal(2, Assert.Single(racers, r => r is not null)!.Revision);
        await Assert.ThrowsAsync<RevisionConflictException>(() => storage.Passive.DeleteAsync(key, new DeleteRequest { ExpectedUid = "other" }, DateTimeOffset.UnixEpoch, default));
        var gone = (await storage.Passive.DeleteAsync(key, new DeleteRequest { ExpectedUid = "m1", ExpectedRevision = 2 }, DateTimeOffset.UnixEpoch, default))?.Resource;
        Assert.Contains($"\"resourceVersion\": \"{gone!.ResourceVersion}\"", Encoding.UTF8.GetString(gone.Document.Span), StringComparison.Ordinal);
        Assert.Null(await storage.Passive.DeleteAsync(key, new DeleteRequest(), DateTimeOffset.UnixEpoch, default));
    }

    [Fact]
    public async Task Document_of_a_grain_is_refused_to_passive_writers()
    {
        await storage.StoreAsync("owned", Grains.Pod("owned", "o1"), 1);
        var other = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"owned","namespace":"default","uid":"o1"}}"""u8.ToArray();
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => storage.Passive.PutAsync(other, null, default));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => storage.Passive.DeleteAsync(new("", "Pod", "default", "owned"), new DeleteRequest(), DateTimeOffset.UnixEpoch, default));
        Assert.NotNull(await storage.Reader.FindAsync(new("", "Pod", "default", "owned"), default));
    }

    [Fact]
    public async Task Event_with_a_zero_character_does_not_hold_up_the_others()
    {
        await using var own = storage.Build();
        var writer = (IEventWriter)own.GetService(typeof(IEventWriter))!;
        foreach (var service in Hosted(own))
        {
            await service.StartAsync(default);
        }

        await writer.WriteAsync(Record("zero", "bad \0 text", "zero"), default);
        await writer.WriteAsync(Record("zero", "good", "zero"), default);
        foreach (var service in Hosted(own))
        {
            await service.StopAsync(default);
        }

        var list = await storage.Reader.ListAsync(new ResourceQuery { Group = "", Kind = "Event", Namespace = "zero" }, default);
        Assert.Equal(2, list.Items.Count);
    }

    private static IEnumerable<Microsoft.Extensions.Hosting.IHostedService> Hosted(IServiceProvider services) =>
        (IEnumerable<Microsoft.Extensions.Hosting.IHostedService>)services.GetService(typeof(IEnumerable<Microsoft.Extensions.Hosting.IHostedService>))!;

    private static byte[] Map(string name, string uid, int value) => Encoding.UTF8.GetBytes(
        $$"""{"apiVersion":"v1","kind":"ConfigMap","data":{"v":"{{value}}"},"metadata":{"name":"{{name}}","namespace":"n","uid":"{{uid}}" } }""");

    private static EventRecord Record(string name, string message, string @namespace = "team") => new()
    {
        Involved = new ObjectReference("v1", "Pod", @namespace, name, "u-" + name),
        Type = EventType.Warning,
        Reason = "BackOff",
        Message = message,
        Component = "agent",
        Host = "worker-a",
        Time = Time,
    };
}
