using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Reading;

/// <summary>The gateway over the real database: Events go all the way, for no grain stands behind them.</summary>
public sealed class PostgresTests : IAsyncLifetime
{
    private const string Events = "/api/v1/namespaces/default/events";
    private const string Body = """
        {"metadata":{"name":"NAME","labels":{"app":"web"}},"involvedObject":{"kind":"Pod","name":"a","namespace":"default"},"reason":"Tried","type":"Normal","count":1}
        """;

    private readonly DatabaseGateway _database = new();

    public Task InitializeAsync() => _database.InitializeAsync();

    public Task DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Object_lives_from_create_to_delete_and_a_watch_sees_it_all()
    {
        await using var host = await _database.StartAsync();
        var start = (await host.GetAsync(Events)).At("metadata.resourceVersion");
        using var watch = await WatchReader.StartAsync(host, $"{Events}?watch=true&resourceVersion={start}");

        var created = await host.PostAsync(Events, Body.Replace("NAME", "e1"));
        Assert.Equal(201, created.Code);
        var version = created.At("metadata.resourceVersion");
        Assert.Equal(("ADDED", "e1"), await watch.NextNameAsync());
        Assert.Equal(version, (await host.GetAsync($"{Events}/e1")).At("metadata.resourceVersion"));

        var patched = await host.PatchAsync($"{Events}/e1", $$"""{"metadata":{"resourceVersion":"{{version}}"},"count":2}""");
        Assert.Equal((200, "2"), (patched.Code, patched.At("count")));
        Assert.Equal(("MODIFIED", "e1"), await watch.NextNameAsync());
        Assert.Equal(409, (await host.PatchAsync($"{Events}/e1", $$"""{"metadata":{"resourceVersion":"{{version}}"},"count":3}""")).Code);

        Assert.Equal("Success", (await host.SendAsync(HttpMethod.Delete, $"{Events}/e1")).At("status"));
        Assert.Equal(("DELETED", "e1"), await watch.NextNameAsync());
        Assert.Equal(404, (await host.GetAsync($"{Events}/e1")).Code);
    }

    [Fact]
    public async Task List_pages_and_selectors_work_through_the_database()
    {
        await using var host = await _database.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(201, (await host.PostAsync(Events, Body.Replace("NAME", $"e{i}"))).Code);
        }

        var first = await host.GetAsync(Events + "?limit=3");
        var second = await host.GetAsync($"{Events}?limit=3&continue={Uri.EscapeDataString(first.At("metadata.continue")!)}");

        Assert.Equal((3, 2), (first.Json.GetProperty("items").GetArrayLength(), second.Json.GetProperty("items").GetArrayLength()));
        Assert.Equal(5, Count(await host.GetAsync(Events + "?labelSelector=app%3Dweb&fieldSelector=involvedObject.name%3Da")));
        Assert.Equal(0, Count(await host.GetAsync(Events + "?labelSelector=app!%3Dweb")));
        Assert.Equal(400, (await host.GetAsync(Events + "?limit=3&continue=nonsense")).Code);
    }

    [Theory]
    [InlineData("?watch=true&resourceVersion=9000000000000000000")]
    [InlineData("?watch=true&resourceVersion=9000000000000000000&sendInitialEvents=true&resourceVersionMatch=NotOlderThan")]
    public async Task Watch_from_a_version_that_nothing_has_ends_with_504(string query)
    {
        await using var host = await _database.StartAsync();
        using var watch = await WatchReader.StartAsync(host, Events + query);

        var (type, status) = (await watch.NextAsync())!.Value;
        Assert.Equal(("ERROR", 504, "Timeout"), (type, status.GetProperty("code").GetInt32(), status.GetProperty("reason").GetString()));
        Assert.StartsWith("Too large resource version: 9000000000000000000, current: ", status.GetProperty("message").GetString());
        Assert.Null(await watch.NextAsync());
    }

    private static int Count(Answer list) => list.Json.GetProperty("items").GetArrayLength();
}
