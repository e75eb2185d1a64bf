using Gateway.Tests.Fixtures;
using Orchestrator.Contracts.Reading;
using Orchestrator.TestKit;

namespace Gateway.Tests.Watching;

public sealed class WatchTests
{
    [Theory]
    [InlineData("?watch=true")]
    [InlineData("?watch=1&resourceVersion=0")]
    public async Task Watch_from_nowhere_begins_with_what_is_there(string query)
    {
        await using var host = await GatewayHost.StartAsync(options => options.ListChunkItems = 1);
        host.Resources.Put(Samples.Pod("a"));
        var b = host.Resources.Put(Samples.Pod("b"));
        using var watch = await WatchReader.StartAsync(host, Samples.Pods + query);

        Assert.Equal(("ADDED", "a"), await watch.NextNameAsync());
        Assert.Equal(("ADDED", "b"), await watch.NextNameAsync());
        host.Resources.Put(Samples.Pod("a", status => status with { Phase = "Failed" }), 2);
        Assert.Equal(("MODIFIED", "a"), await watch.NextNameAsync());
        host.Resources.Remove(b);
        Assert.Equal(("DELETED", "b"), await watch.NextNameAsync());
    }

    [Fact]
    public async Task Watch_from_a_version_begins_after_it()
    {
        await using var host = await GatewayHost.StartAsync();
        var a = host.Resources.Put(Samples.Pod("a"));
        host.Resources.Put(Samples.Pod("b"));

        using var watch = await WatchReader.StartAsync(host, $"{Samples.Pods}?watch=true&resourceVersion={a.ResourceVersion}");

        Assert.Equal(("ADDED", "b"), await watch.NextNameAsync());
    }

    [Fact]
    public async Task Watch_answers_before_anything_happens()
    {
        await using var host = await GatewayHost.StartAsync();

        using var watch = await WatchReader.StartAsync(host, $"{Samples.Pods}?watch=true&resourceVersion=100");

        Assert.Equal(200, watch.Code);
    }

    [Fact]
    public async Task Watch_initial_events_end_with_the_annotated_bookmark()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("a"));

        using var watch = await WatchReader.StartAsync(
            host, Samples.Pods + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");

        Assert.Equal(("ADDED", "a"), await watch.NextNameAsync());
        var (type, bookmark) = (await watch.NextAsync())!.Value;
        Assert.Equal(("BOOKMARK", "Pod", "v1"), (type, bookmark.GetProperty("kind").GetString(), bookmark.GetProperty("apiVersion").GetString()));
        var metadata = bookmark.GetProperty("metadata");
        Assert.Equal("true", metadata.GetProperty("annotations").GetProperty("k8s.io/initial-events-end").GetString());
        Assert.Equal(host.Resources.Version.ToString(), metadata.GetProperty("resourceVersion").GetString());
    }

    [Fact]
    public async Task Watch_carries_bookmarks_only_where_they_are_allowed()
    {
        await using var host = await GatewayHost.StartAsync();
        using var with = await WatchReader.StartAsync(host, $"{Samples.Pods}?watch=true&resourceVersion=100&allowWatchBookmarks=true");
        using var without = await WatchReader.StartAsync(host, $"{Samples.Pods}?watch=true&resourceVersion=100");

        host.Resources.Bookmark("Pod");
        host.Resources.Put(Samples.Pod("a"));

        Assert.Equal("BOOKMARK", (await with.NextAsync())!.Value.Type);
        Assert.Equal(("ADDED", "a"), await without.NextNameAsync());
    }

    [Fact]
    public async Task Watch_ends_well_after_the_time_that_was_asked_for()
    {
        await using var host = await GatewayHost.StartAsync();

        using var watch = await WatchReader.StartAsync(host, $"{Samples.Pods}?watch=true&resourceVersion=100&timeoutSeconds=1");

        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task Watch_ends_well_when_the_server_stops()
    {
        await using var host = await GatewayHost.StartAsync();
        using var watch = await WatchReader.StartAsync(host, $"{Samples.Pods}?watch=true&resourceVersion=100");
        host.Resources.Put(Samples.Pod("a"));
        Assert.Equal(("ADDED", "a"), await watch.NextNameAsync());

        var stopping = host.StopAsync();

        Assert.Null(await watch.NextAsync());
        await stopping;
    }

    [Fact]
    public async Task Watch_from_a_version_too_old_is_410_before_the_start()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.WatchFault = new ResourceExpiredException("too old resource version: 5 (90)");

        var answer = await host.GetAsync($"{Samples.Pods}?watch=true&resourceVersion=5");

        Assert.Equal((410, "Expired", "too old resource version: 5 (90)"), (answer.Code, answer.Reason, answer.Message));
    }

    [Fact]
    public async Task Watch_that_expires_on_its_way_ends_with_an_error_event()
    {
        await using var host = await GatewayHost.StartAsync();
        using var watch = await WatchReader.StartAsync(host, $"{Samples.Pods}?watch=true&resourceVersion=100");
        host.Resources.Put(Samples.Pod("a"));
        Assert.Equal(("ADDED", "a"), await watch.NextNameAsync());

        host.Resources.WatchFault = new ResourceExpiredException("too slow");
        host.Resources.Wake();

        var (type, status) = (await watch.NextAsync())!.Value;
        Assert.Equal(("ERROR", 410, "Expired"), (type, status.GetProperty("code").GetInt32(), status.GetProperty("reason").GetString()));
        Assert.Null(await watch.NextAsync());
    }

    [Theory]
    [InlineData("&sendInitialEvents=true")]
    [InlineData("&resourceVersionMatch=NotOlderThan")]
    public async Task Watch_options_that_contradict_are_422(string query)
    {
        await using var host = await GatewayHost.StartAsync();

        Assert.Equal(422, (await host.GetAsync($"{Samples.Pods}?watch=true{query}")).Code);
    }

    [Fact]
    public async Task Watch_beyond_the_bound_is_429_and_a_place_is_free_again_when_one_leaves()
    {
        await using var host = await GatewayHost.StartAsync(options => options.WatchesMax = 1);
        var path = $"{Samples.Pods}?watch=true&resourceVersion=100";
        using (await WatchReader.StartAsync(host, path))
        {
            var answer = await host.GetAsync(path);
            Assert.Equal((429, "TooManyRequests", "1"), (answer.Code, answer.Reason, answer.RetryAfter));
        }

        await Eventually.True(
            async () =>
            {
                using var again = await WatchReader.StartAsync(host, path);
                return again.Code == 200;
            },
            "a place for a watch");
    }

    [Fact]
    public async Task Watch_as_table_sends_the_headings_once()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("a"));
        host.Resources.Put(Samples.Pod("b"));

        using var watch = await WatchReader.StartAsync(host, Samples.Pods + "?watch=true", Samples.TableType);
        var (_, first) = (await watch.NextAsync())!.Value;
        var (_, second) = (await watch.NextAsync())!.Value;

        Assert.Equal(("Table", 9), (first.GetProperty("kind").GetString(), first.GetProperty("columnDefinitions").GetArrayLength()));
        Assert.Equal("a", first.GetProperty("rows")[0].GetProperty("cells")[0].GetString());
        Assert.Equal(0, second.GetProperty("columnDefinitions").GetArrayLength());
        Assert.Equal("b", second.GetProperty("rows")[0].GetProperty("object").GetProperty("metadata").GetProperty("name").GetString());
    }
}
