using Gateway.Tests.Fixtures;
using Orchestrator.Resources.Selectors;

namespace Gateway.Tests.Reading;

public sealed class ListTests
{
    [Fact]
    public async Task List_is_a_list_of_the_kind_at_a_version()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("a"));
        host.Resources.Put(Samples.Pod("b", ns: "other"));

        var one = await host.GetAsync(Samples.Pods);
        var all = await host.GetAsync("/api/v1/pods");

        Assert.Equal((200, "PodList", "v1"), (one.Code, one.At("kind"), one.At("apiVersion")));
        Assert.Equal(host.Resources.Version.ToString(), one.At("metadata.resourceVersion"));
        Assert.Equal((1, "a"), (one.Json.GetProperty("items").GetArrayLength(), one.At("items.0.metadata.name")));
        Assert.Equal(2, all.Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task List_pages_carry_the_token_and_the_rest()
    {
        await using var host = await GatewayHost.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            host.Resources.Put(Samples.Pod($"a{i}"));
        }

        var first = await host.GetAsync(Samples.Pods + "?limit=2");
        var second = await host.GetAsync($"{Samples.Pods}?limit=2&continue={first.At("metadata.continue")}");

        Assert.Equal("1", first.At("metadata.remainingItemCount"));
        Assert.Equal(("a2", null), (second.At("items.0.metadata.name"), second.At("metadata.continue")));
    }

    [Fact]
    public async Task List_selectors_reach_the_store()
    {
        await using var host = await GatewayHost.StartAsync();

        await host.GetAsync(Samples.Pods + "?labelSelector=app%3Dweb,tier%20notin%20(a,b)&fieldSelector=spec.nodeName%3Dworker-a,status.phase!%3DFailed");

        var query = host.Resources.LastQuery!;
        Assert.Equal(("default", "Pod"), (query.Namespace, query.Kind));
        Assert.Equal([("app", LabelOperator.In, "web"), ("tier", LabelOperator.NotIn, "a,b")], query.Labels.Select(l => (l.Key, l.Operator, string.Join(",", l.Values))));
        Assert.Equal([("spec.nodeName", "worker-a", false), ("status.phase", "Failed", true)], query.Fields.Select(f => (string.Join(".", f.Path), f.Value, f.Negated)));
    }

    [Fact]
    public async Task List_that_may_be_stale_says_so()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Resources.StaleBecause = "a transaction is open";

        Assert.Contains("299 - \"a transaction is open\"", (await host.GetAsync(Samples.Pods)).Warnings);
    }

    [Theory]
    [InlineData("?resourceVersion=0", 200, "")]
    [InlineData("?resourceVersion=1", 200, "")]
    [InlineData("?resourceVersion=1&resourceVersionMatch=NotOlderThan", 200, "")]
    [InlineData("?resourceVersion=999999", 504, "Timeout")]
    [InlineData("?resourceVersion=1&resourceVersionMatch=Exact", 410, "Expired")]
    [InlineData("?resourceVersion=100&resourceVersionMatch=Exact", 200, "")]
    [InlineData("?resourceVersion=999999&resourceVersionMatch=Exact", 504, "Timeout")]
    [InlineData("?resourceVersion=1&limit=5", 410, "Expired")]
    [InlineData("?resourceVersion=100&limit=5", 200, "")]
    [InlineData("?resourceVersion=0&limit=5", 200, "")]
    [InlineData("?resourceVersion=1&resourceVersionMatch=NotOlderThan&limit=5", 200, "")]
    [InlineData("?resourceVersionMatch=Exact", 422, "Invalid")]
    [InlineData("?resourceVersion=0&resourceVersionMatch=Exact", 422, "Invalid")]
    [InlineData("?resourceVersion=1&resourceVersionMatch=Roughly", 422, "Invalid")]
    [InlineData("?resourceVersion=1&continue=1", 400, "BadRequest")]
    [InlineData("?limit=-1", 422, "Invalid")]
    public async Task List_versions_mean_what_they_mean_in_kubernetes(string query, int code, string reason)
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.GetAsync(Samples.Pods + query);

        Assert.Equal(code, answer.Code);
        Assert.Equal(reason, code == 200 ? "" : answer.Reason);
    }

    [Fact]
    public async Task Metadata_alone_is_answered_for_one_for_a_list_and_for_a_watch()
    {
        const string Accept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
        const string AcceptList = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
        await using var host = await GatewayHost.StartAsync();
        host.Resources.Put(Samples.Pod("a"));

        var one = await host.GetAsync(Samples.Pods + "/a", Accept);
        var list = await host.GetAsync(Samples.Pods, AcceptList);
        var patched = await host.SendAsync(HttpMethod.Patch, Samples.Pods + "/a", """{"metadata":{"labels":{"x":"1"}}}""", "application/merge-patch+json", Accept);
        using var watch = await WatchReader.StartAsync(host, Samples.Pods + "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true", Accept);
        var (_, added) = (await watch.NextAsync())!.Value;
        var (type, bookmark) = (await watch.NextAsync())!.Value;

        Assert.Equal(("PartialObjectMetadata", "meta.k8s.io/v1", "a", null), (one.At("kind"), one.At("apiVersion"), one.At("metadata.name"), one.At("spec")));
        Assert.Equal(("PartialObjectMetadataList", "PartialObjectMetadata", "a", null), (list.At("kind"), list.At("items.0.kind"), list.At("items.0.metadata.name"), list.At("items.0.spec")));
        Assert.Equal(("PartialObjectMetadata", "1"), (patched.At("kind"), patched.At("metadata.labels.x")));
        Assert.Equal(("PartialObjectMetadata", false), (added.GetProperty("kind").GetString(), added.TryGetProperty("spec", out _)));
        Assert.Equal(("BOOKMARK", "PartialObjectMetadata"), (type, bookmark.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Get_what_is_not_there_is_404_in_kubernetes_words()
    {
        await using var host = await GatewayHost.StartAsync();

        var answer = await host.GetAsync(Samples.Pods + "/nope");

        Assert.Equal((404, "NotFound", "pods \"nope\" not found"), (answer.Code, answer.Reason, answer.Message));
        Assert.Equal(("nope", "pods"), (answer.At("details.name"), answer.At("details.kind")));
    }

    [Fact]
    public async Task List_of_much_comes_whole()
    {
        await using var host = await GatewayHost.StartAsync();
        for (var i = 0; i < 1000; i++)
        {
            host.Resources.Put(Samples.Pod($"pod-{i}"));
        }

        var answer = await host.GetAsync("/api/v1/pods");

        Assert.Equal(1000, answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("metadata").GetProperty("name").GetString()).Distinct().Count());
    }
}
