using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Selectors;
using static Storage.Tests.Grains;

namespace Storage.Tests;

public sealed class WatchTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Watchers_beside_eight_writers_with_late_commits_see_every_change_once_and_in_order()
    {
        const int writers = 8, writes = 500, lateMax = 20;
        using var end = new CancellationTokenSource(Bound);
        var query = new ResourceQuery { Group = "", Kind = "Busy" };
        var odd = query with { Labels = [new("parity", LabelOperator.In, ["odd"])] };
        var started = new[] { query, query, odd };
        var replicas = await Task.WhenAll(started.Select(q => StartAsync(q, end.Token)));
        var watching = replicas.Select((r, i) => r.FollowAsync(storage.Reader, started[i], "done", end.Token)).ToList();
        var writing = Enumerable.Range(0, writers).Select(w => WriteAsync(w, writes, end.Token)).ToArray();

        // Some begin in the middle: their list must join up with their watch while writers run.
        var late = new List<(Replica Replica, ResourceQuery Query)>();
        while (!writing.All(w => w.IsCompleted) && late.Count < lateMax)
        {
            var asked = late.Count % 2 == 0 ? query : odd;
            var replica = await StartAsync(asked, end.Token);
            late.Add((replica, asked));
            watching.Add(replica.FollowAsync(storage.Reader, asked, "done", end.Token));
            await Task.WhenAny(Task.WhenAll(writing), Task.Delay(500, end.Token));
        }

        await Task.WhenAll(writing);
        await storage.StoreAsync("busy/done", Marker("done"), 1);
        await Task.WhenAll(watching);

        foreach (var (replica, asked) in replicas.Zip(started).Concat(late))
        {
            Assert.Equal(Replica.Of(await storage.Reader.ListAsync(asked, end.Token)), replica.Items);
        }

        foreach (var replica in replicas.Take(2))
        {
            for (var w = 0; w < writers; w++)
            {
                var steps = replica.Seen.Where(s => s.Key == $"default/busy-{w}" && s.Step is not null && s.Type != WatchEventType.Deleted).Select(s => s.Step);
                Assert.Equal(Enumerable.Range(1, writes).Where(n => n % 50 != 0).Select(n => n.ToString(CultureInfo.InvariantCulture)), steps);
            }
        }
    }

    [Fact]
    public async Task List_holds_what_was_acknowledged_before_it_while_an_older_transaction_is_open()
    {
        await using var other = await storage.DataSource.OpenConnectionAsync();
        await using var open = await other.BeginTransactionAsync();
        await StorePayloadAsync(other, "fresh-0", State(Pod("fresh-0", "f0", kind: "Fresh"), 1));
        await storage.StoreAsync("fresh-1", Pod("fresh-1", "f1", kind: "Fresh"), 1);
        var listing = storage.Reader.ListAsync(new ResourceQuery { Group = "", Kind = "Fresh" }, default);
        await open.CommitAsync();
        var list = await listing;
        Assert.Null(list.StaleBecause);
        Assert.Equal(["fresh-0", "fresh-1"], list.Items.Select(i => i.Key.Name));
    }

    [Fact]
    public async Task Watch_from_a_pruned_version_expires()
    {
        var query = new ResourceQuery { Group = "", Kind = "Pruned" };
        await using var own = await OwnDatabase.CreateAsync();
        await own.Storage.StoreAsync("p", Pod("p", "p1", kind: "Pruned"), 1);
        var first = (await own.Storage.Reader.ListAsync(query, default)).ResourceVersion;
        await own.Storage.StoreAsync("p", Pod("p", "p1", new() { ["a"] = "1" }, kind: "Pruned"), 2);
        // History that another transaction on the server keeps from being final is pruned only when that has ended.
        using var end = new CancellationTokenSource(Bound);
        for (var pruned = 0; pruned < 2; pruned += await own.Storage.ScalarAsync<int>("SELECT prune_resource_events('0')"))
        {
            end.Token.ThrowIfCancellationRequested();
        }

        await Assert.ThrowsAsync<ResourceExpiredException>(async () => await own.Storage.Reader.WatchAsync(query, first, default).GetAsyncEnumerator().MoveNextAsync());
        await Assert.ThrowsAsync<ResourceExpiredException>(() => own.Storage.Reader.ListAsync(query with { AtVersion = first }, default));
        var list = await own.Storage.Reader.ListAsync(query, default);
        Assert.Equal([2L], list.Items.Select(i => i.Revision));
        var watching = own.Storage.Reader.WatchAsync(query, list.ResourceVersion, default).GetAsyncEnumerator();
        var next = watching.MoveNextAsync();
        await own.Storage.StoreAsync("p", null, 3);
        Assert.True(await next);
        Assert.Equal(WatchEventType.Deleted, watching.Current.Type);
        await watching.DisposeAsync();
    }

    [Fact]
    public async Task Watcher_that_does_not_read_expires_instead_of_filling_memory()
    {
        const int queued = 5;
        await using var small = storage.Build(o => (o.WatchQueueLength, o.BookmarkInterval) = (queued, TimeSpan.FromMilliseconds(20)));
        var reader = (IResourceReader)small.GetService(typeof(IResourceReader))!;
        using var end = new CancellationTokenSource(Bound);
        await using var watching = reader.WatchAsync(new ResourceQuery { Group = "", Kind = "Slow" }, await Now(), end.Token).GetAsyncEnumerator(end.Token);
        var ended = 0;
        using var listener = new MeterListener { InstrumentPublished = (i, l) => { if (i.Name == "orchestrator.storage.watch.slow") l.EnableMeasurementEvents(i); } };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => Interlocked.Increment(ref ended));
        listener.Start();

        // Bookmarks come by the queue only: from here on nothing is read from history, which waits for whoever reads it.
        Assert.True(await watching.MoveNextAsync());
        Assert.Equal(WatchEventType.Bookmark, watching.Current.Type);
        for (var i = 0; i < 30; i++)
        {
            await storage.StoreAsync($"slow-{i}", Pod($"slow-{i}", $"sl{i}", kind: "Slow"), 1);
        }

        await Wait.UntilAsync(() => Volatile.Read(ref ended) >= 1, end.Token);
        var read = 0;
        await Assert.ThrowsAsync<ResourceExpiredException>(async () =>
        {
            while (await watching.MoveNextAsync())
            {
                read++;
            }
        });
        Assert.InRange(read, 1, queued);
    }

    [Fact]
    public async Task Idle_watch_gets_bookmarks_that_move_with_other_kinds()
    {
        await using var eager = storage.Build(o => o.BookmarkInterval = TimeSpan.FromMilliseconds(50));
        var reader = (IResourceReader)eager.GetService(typeof(IResourceReader))!;
        using var end = new CancellationTokenSource(Bound);
        var from = await Now();
        await storage.StoreAsync("elsewhere", Pod("elsewhere", "e1", kind: "Elsewhere"), 1);
        var to = await storage.ScalarAsync<long>("SELECT resource_version FROM resource WHERE kind = 'Elsewhere'");
        await foreach (var e in reader.WatchAsync(new ResourceQuery { Group = "", Kind = "Nothing" }, from, end.Token))
        {
            Assert.Equal(WatchEventType.Bookmark, e.Type);
            if (e.ResourceVersion >= to)
            {
                return;
            }
        }
    }

    [Fact]
    public async Task Watch_from_a_version_that_nothing_has_is_refused_and_from_one_that_is_not_final_is_not()
    {
        await using var own = await OwnDatabase.CreateAsync();
        var query = new ResourceQuery { Group = "", Kind = "Pod" };
        await using var source = Npgsql.NpgsqlDataSource.Create(own.Storage.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var open = await connection.BeginTransactionAsync();
        await using (var writer = new Npgsql.NpgsqlCommand("SELECT pg_current_xact_id()", connection, open))
        {
            await writer.ExecuteNonQueryAsync();
        }

        await own.Storage.StoreAsync("w", Pod("w", "w1"), 1);
        var written = await own.Storage.ScalarAsync<long>("SELECT max(resource_version) FROM resource_event");
        using var end = new CancellationTokenSource(Bound);
        await using var watch = own.Storage.Reader.WatchAsync(query, written, end.Token).GetAsyncEnumerator(end.Token);
        var next = watch.MoveNextAsync();
        var ahead = await Assert.ThrowsAsync<ResourceVersionAheadException>(
            async () => await own.Storage.Reader.WatchAsync(query, written + 1, end.Token).GetAsyncEnumerator(end.Token).MoveNextAsync());
        await open.CommitAsync(end.Token);
        await own.Storage.StoreAsync("w", Pod("w", "w1", new() { ["a"] = "1" }), 2);

        Assert.True(await next);
        Assert.True(watch.Current.ResourceVersion > written);
        Assert.Equal((written + 1, written), (ahead.Wanted, ahead.Current));
    }

    [Fact]
    public async Task Raised_epoch_lifts_versions_and_expires_older_watches()
    {
        await using var own = await OwnDatabase.CreateAsync();
        await own.Storage.StoreAsync("r", Pod("r", "r1"), 1);
        var query = new ResourceQuery { Group = "", Kind = "Pod" };
        var before = await own.Storage.Reader.ListAsync(query, default);
        await own.Storage.ScalarAsync<long>("SELECT raise_resource_epoch()");
        await Assert.ThrowsAsync<ResourceExpiredException>(
            async () => await own.Storage.Reader.WatchAsync(query, before.ResourceVersion, default).GetAsyncEnumerator().MoveNextAsync());
        var after = await own.Storage.Reader.ListAsync(query, default);
        await own.Storage.StoreAsync("r", Pod("r", "r1", new() { ["a"] = "1" }), 2);
        var last = (await own.Storage.Reader.FindAsync(new("", "Pod", "default", "r"), default))!.ResourceVersion;
        Assert.True(before.ResourceVersion < after.ResourceVersion && after.ResourceVersion < last);
    }

    private static JsonObject Marker(string name) => Pod(name, "marker-" + name, new() { ["parity"] = "odd" }, kind: "Busy");

    private Task<long> Now() => storage.ScalarAsync<long>("SELECT resource_watermark()");

    private async Task<Replica> StartAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        var replica = new Replica();
        replica.Start(await storage.Reader.ListAsync(query, cancellationToken));
        return replica;
    }

    // Each change is held open for a moment, so that commits come in another order than transactions begin. Every fiftieth removes the object.
    private async Task WriteAsync(int writer, int writes, CancellationToken cancellationToken)
    {
        var random = new Random(writer);
        await using var connection = await storage.DataSource.OpenConnectionAsync(cancellationToken);
        var uid = 0;
        for (var n = 1; n <= writes; n++)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var pod = Pod($"busy-{writer}", $"busy-{writer}-{uid}", new() { ["parity"] = n % 3 == 0 ? "even" : "odd" }, kind: "Busy");
            pod["step"] = n;
            uid += n % 50 == 0 ? 1 : 0;
            await StorePayloadAsync(connection, $"busy/{writer}", State(n % 50 == 0 ? null : pod, n));
            if (random.Next(4) == 0)
            {
                await Task.Delay(random.Next(12), cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }
    }
}
