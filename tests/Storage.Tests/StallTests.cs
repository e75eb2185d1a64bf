using Orchestrator.Contracts.Reading;
using static Storage.Tests.Grains;

namespace Storage.Tests;

/// <summary>On a server of its own, where no other transaction can be the oldest.</summary>
public sealed class StallTests(PrivateServer server) : IClassFixture<PrivateServer>
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task List_behind_a_transaction_that_stays_open_is_an_older_state_and_says_who_holds_it_back()
    {
        await using var quick = server.Storage.Build(o => o.ListFreshnessTimeout = TimeSpan.FromMilliseconds(100));
        var reader = (IResourceReader)quick.GetService(typeof(IResourceReader))!;
        var query = new ResourceQuery { Group = "", Kind = "Held" };
        await server.Storage.StoreAsync("held", Pod("held", "h0", kind: "Held"), 1);
        await using var other = await server.Storage.DataSource.OpenConnectionAsync();
        await using var open = await other.BeginTransactionAsync();
        await StorePayloadAsync(other, "holder", State(Pod("holder", "h1", kind: "Held"), 1));
        await server.Storage.StoreAsync("held", Pod("held", "h0", new() { ["new"] = "1" }, kind: "Held"), 2);
        await server.Storage.StoreAsync("held-2", Pod("held-2", "h2", kind: "Held"), 1);
        var list = await reader.ListAsync(query, default);
        Assert.Contains($"process {other.ProcessID} ", list.StaleBecause, StringComparison.Ordinal);
        Assert.Equal([("held", 1L)], list.Items.Select(i => (i.Key.Name, i.Revision)));
        await open.CommitAsync();
        var replica = new Replica();
        replica.Start(list);
        await server.Storage.StoreAsync("held-end", Pod("end", "h3", kind: "Held"), 1);
        await replica.FollowAsync(server.Storage.Reader, query, "end", default);
        Assert.Equal(4, replica.Items.Count);
    }

    [Fact]
    public async Task Transaction_that_delays_watches_is_logged_with_its_process()
    {
        await using var quick = server.Storage.Build(o => o.StallThreshold = TimeSpan.FromMilliseconds(200));
        var reader = (IResourceReader)quick.GetService(typeof(IResourceReader))!;
        using var end = new CancellationTokenSource(Bound);
        var watching = reader.WatchAsync(new ResourceQuery { Group = "", Kind = "Stall" }, await server.Storage.ScalarAsync<long>("SELECT resource_watermark()"), end.Token).GetAsyncEnumerator(end.Token);
        await using var other = await server.Storage.DataSource.OpenConnectionAsync();
        await using var open = await other.BeginTransactionAsync();
        await StorePayloadAsync(other, "stall-0", State(Pod("stall-0", "st0", kind: "Stall"), 1));
        await server.Storage.StoreAsync("stall-1", Pod("stall-1", "st1", kind: "Stall"), 1);
        var next = watching.MoveNextAsync().AsTask();
        await Wait.UntilAsync(() => server.Storage.Log.Lines.Any(l => l.Text.Contains($"process {other.ProcessID} ", StringComparison.Ordinal)), end.Token);
        Assert.False(next.IsCompleted);
        await open.CommitAsync();
        Assert.True(await next);
        await watching.DisposeAsync();
    }

    [Fact]
    public async Task Watch_and_list_go_on_after_the_server_was_killed_and_started_again()
    {
        using var end = new CancellationTokenSource(Bound);
        var query = new ResourceQuery { Group = "", Kind = "Restart" };
        await server.Storage.StoreAsync("restart-0", Pod("restart-0", "re0", kind: "Restart"), 1);
        var replica = new Replica();
        replica.Start(await server.Storage.Reader.ListAsync(query, end.Token));
        var following = replica.FollowAsync(server.Storage.Reader, query, "last", end.Token);
        await server.Storage.StoreAsync("restart-1", Pod("restart-1", "re1", kind: "Restart"), 1);
        await Wait.UntilAsync(() => replica.Items.Count == 2, end.Token);
        await server.KillAsync();
        await Wait.UntilAsync(() => server.Storage.Log.Lines.Any(l => l.Text.StartsWith("Changes cannot be read", StringComparison.Ordinal)), end.Token);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => server.Storage.Reader.ListAsync(query, end.Token));
        var health = (Orchestrator.Contracts.Health.IStorageHealth)server.Storage.Services.GetService(typeof(Orchestrator.Contracts.Health.IStorageHealth))!;
        Assert.False((await health.CheckAsync(end.Token)).IsReady);
        await server.StartAsync();
        while (!(await health.CheckAsync(end.Token)).IsReady)
        {
            // It gives a database that is busy three seconds.
            await Task.Delay(20, end.Token);
        }

        await server.Storage.StoreAsync("restart-0", null, 2);
        await server.Storage.StoreAsync("restart-last", Pod("last", "re2", kind: "Restart"), 1);
        await following;
        Assert.Equal(Replica.Of(await server.Storage.Reader.ListAsync(query, end.Token)), replica.Items);
        Assert.Single(server.Storage.Log.Lines, l => l.Text.StartsWith("Changes cannot be read", StringComparison.Ordinal));
    }
}
