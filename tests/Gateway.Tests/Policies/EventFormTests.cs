using Gateway.Tests.Fixtures;

namespace Gateway.Tests.Policies;

/// <summary>Events are the same objects in both groups, each in its own form.</summary>
public sealed class EventFormTests(DatabaseGateway database) : IClassFixture<DatabaseGateway>
{
    private const string Core = "/api/v1/namespaces/default/events";
    private const string Other = "/apis/events.k8s.io/v1/namespaces/default/events";

    [Fact]
    public async Task Event_of_one_form_is_read_watched_and_changed_in_the_other()
    {
        await using var host = await database.StartAsync();
        var start = (await host.GetAsync(Other)).At("metadata.resourceVersion");
        using var watch = await WatchReader.StartAsync(host, $"{Other}?watch=true&resourceVersion={start}");
        var made = await host.PostAsync(Core, """
            {"metadata":{"name":"e1"},"involvedObject":{"kind":"Pod","name":"a","namespace":"default"},"reason":"Tried","message":"hello","type":"Normal","count":3,"source":{"component":"me"}}
            """);
        Assert.Equal(201, made.Code);

        var read = await host.GetAsync($"{Other}/e1");
        Assert.Equal(("events.k8s.io/v1", "hello", "a", "3", "me"), (read.At("apiVersion"), read.At("note"), read.At("regarding.name"), read.At("deprecatedCount"), read.At("deprecatedSource.component")));
        Assert.Equal(("ADDED", "e1"), await watch.NextNameAsync());
        var patched = await host.PatchAsync($"{Other}/e1", """{"note":"changed"}""");
        Assert.Equal((200, "changed"), (patched.Code, patched.At("note")));
        Assert.Equal("changed", (await host.GetAsync($"{Core}/e1")).At("message"));
        Assert.Equal(made.At("metadata.uid"), (await host.GetAsync($"{Other}/e1")).At("metadata.uid"));
        Assert.Single((await host.GetAsync($"{Other}?fieldSelector=regarding.name%3Da")).Json.GetProperty("items").EnumerateArray());
        Assert.Empty((await host.GetAsync($"{Other}?fieldSelector=regarding.name%3Db")).Json.GetProperty("items").EnumerateArray());

        Assert.Equal("Success", (await host.SendAsync(HttpMethod.Delete, $"{Other}/e1")).At("status"));
        Assert.Equal(404, (await host.GetAsync($"{Core}/e1")).Code);
    }

    [Fact]
    public async Task Event_made_in_the_newer_form_says_who_does_what_since_when()
    {
        await using var host = await database.StartAsync();

        var bare = await host.PostAsync(Other, """{"metadata":{"name":"e2"},"regarding":{"kind":"Pod","name":"a","namespace":"default"},"reason":"Tried","type":"Normal"}""");
        var whole = await host.PostAsync(Other, """
            {"metadata":{"name":"e2"},"eventTime":"2026-01-02T03:04:05.000006Z","reportingController":"example.com/me","reportingInstance":"me-1","action":"Trying",
             "regarding":{"kind":"Pod","name":"a","namespace":"default"},"reason":"Tried","type":"Normal","note":"n"}
            """);

        Assert.Equal(422, bare.Code);
        Assert.Contains("eventTime: Required value", bare.At("message"), StringComparison.Ordinal);
        Assert.Equal((201, "2026-01-02T03:04:05.000006Z"), (whole.Code, whole.At("eventTime")));
        var core = await host.GetAsync($"{Core}/e2");
        Assert.Equal(("v1", "n", "example.com/me"), (core.At("apiVersion"), core.At("message"), core.At("reportingComponent")));
    }
}
