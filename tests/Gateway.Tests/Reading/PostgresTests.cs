using Gateway.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Orchestrator.Contracts.Health;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Storage;
using Orchestrator.Storage.Schema;
using Orchestrator.TestKit;

namespace Gateway.Tests.Reading;

/// <summary>The gateway over the real database: Events go all the way, for no grain stands behind them.</summary>
public sealed class PostgresTests : IAsyncLifetime
{
    private const string Events = "/api/v1/namespaces/default/events";
    private const string Body = """
        {"metadata":{"name":"NAME","labels":{"app":"web"}},"involvedObject":{"kind":"Pod","name":"a","namespace":"default"},"reason":"Tried","type":"Normal","count":1}
        """;

    private TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        var server = Environment.GetEnvironmentVariable("ORC_TEST_POSTGRES") ?? throw new InvalidOperationException("ORC_TEST_POSTGRES is not set; run eng/test.");
        _database = await TestDatabase.CreateAsync(server);
        await using var source = ServiceCollectionExtensions.CreateDataSource(_database.ConnectionString);
        await SchemaMigrator.MigrateAsync(source, NullLogger.Instance, TimeProvider.System, default);
        var services = new ServiceCollection().AddLogging().AddMetrics();
        await using var storage = services.AddPostgresStorage(options => options.ConnectionString = _database.ConnectionString).BuildServiceProvider();
        var ns = new Namespace { Metadata = new ObjectMeta { Name = "default", Uid = "uid-default" } };
        await storage.GetRequiredService<IPassiveResourceStore>().PutAsync(ResourceJson.SerializeToUtf8(ns), null, default);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Object_lives_from_create_to_delete_and_a_watch_sees_it_all()
    {
        await using var host = await StartAsync();
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
        await using var host = await StartAsync();
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
        await using var host = await StartAsync();
        using var watch = await WatchReader.StartAsync(host, Events + query);

        var (type, status) = (await watch.NextAsync())!.Value;
        Assert.Equal(("ERROR", 504, "Timeout"), (type, status.GetProperty("code").GetInt32(), status.GetProperty("reason").GetString()));
        Assert.StartsWith("Too large resource version: 9000000000000000000, current: ", status.GetProperty("message").GetString());
        Assert.Null(await watch.NextAsync());
    }

    private static int Count(Answer list) => list.Json.GetProperty("items").GetArrayLength();

    private async Task<GatewayHost> StartAsync()
    {
        var host = await GatewayHost.StartAsync(services: services =>
        {
            services.RemoveAll<IResourceReader>();
            services.RemoveAll<IPassiveResourceStore>();
            services.RemoveAll<IStorageHealth>();
            services.RemoveAll<TimeProvider>();
            services.AddSingleton(TimeProvider.System);
            services.AddPostgresStorage(options => options.ConnectionString = _database.ConnectionString);
        });
        return host;
    }
}
