using System.Text.Json.Nodes;
using Orchestrator.Host.Client;
using Orchestrator.Host.Tests.Support;

namespace Orchestrator.Host.Tests.Client;

public sealed class NodeTests
{
    private const string Node = "/api/v1/nodes/worker-a";
    private const string Ready = """{"kind":"Node","metadata":{"name":"worker-a"},"spec":{}}""";
    private const string Cordoned = """{"kind":"Node","metadata":{"name":"worker-a"},"spec":{"unschedulable":true}}""";
    private const string Owned = """ "ownerReferences":[{"kind":"ReplicaSet","name":"web","uid":"r","controller":true}] """;

    [Theory]
    [InlineData("cordon", Ready, "node/worker-a cordoned\n", """{"spec":{"unschedulable":true}}""")]
    [InlineData("cordon", Cordoned, "node/worker-a already cordoned\n", null)]
    [InlineData("uncordon", Cordoned, "node/worker-a uncordoned\n", """{"spec":{"unschedulable":false}}""")]
    [InlineData("uncordon", Ready, "node/worker-a already uncordoned\n", null)]
    public async Task Cordon_sets_what_is_not_so_already(string command, string node, string said, string? patch)
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Node}", node);
        server.Answer($"PATCH {Node}", node);

        var (code, output, error) = await Cli.RunAsync(server, "node", command, "worker-a");

        Assert.Equal((ExitCode.Success, said, ""), (code, output, error));
        Assert.Equal(patch, server.Requests.SingleOrDefault(request => request.Method == "PATCH")?.Body);
    }

    [Fact]
    public async Task Drain_evicts_each_pod_and_waits_until_it_is_gone()
    {
        await using var server = await DrainedAsync(Pod("web-1", Owned), Pod("web-2", Owned));
        var gets = 0;
        server.On($"GET {PathOf("web-2")}", context =>
            ++gets < 3 ? FakeServer.WriteAsync(context, Pod("web-2", Owned)) : FakeServer.RefuseAsync(context, 404, "NotFound", "gone"));

        var (code, output, error) = await Cli.RunAsync(server, "node", "drain", "worker-a", "--grace-period", "7");

        Assert.Equal((ExitCode.Success, ""), (code, error));
        Assert.EndsWith("pod/web-2 in namespace default evicted\nnode/worker-a drained\n", output, StringComparison.Ordinal);
        Assert.Contains(server.Requests, request => request.Address.StartsWith("/api/v1/pods?", StringComparison.Ordinal) && request.Address.Contains("spec.nodeName", StringComparison.Ordinal));
        var evictions = server.Requests.Where(request => request.Method == "POST").ToList();
        Assert.Equal([$"{PathOf("web-1")}/eviction", $"{PathOf("web-2")}/eviction"], evictions.Select(request => request.Address));
        Assert.Equal(7, JsonNode.Parse(evictions[0].Body)!["deleteOptions"]!["gracePeriodSeconds"]!.GetValue<int>());
    }

    [Fact]
    public async Task Drain_that_a_budget_refuses_is_tried_again()
    {
        await using var server = await DrainedAsync(Pod("web-1", Owned));
        var asked = 0;
        server.On($"POST {PathOf("web-1")}/eviction", context => ++asked < 2
            ? FakeServer.RefuseAsync(context, 429, "TooManyRequests", "not now")
            : FakeServer.WriteAsync(context, """{"kind":"Status","status":"Success"}""", 201));

        var (code, _, error) = await Cli.RunAsync(server, "node", "drain", "worker-a");

        Assert.Equal((ExitCode.Success, 2), (code, asked));
        Assert.Contains("may not be evicted now", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "{}", "--force")]
    [InlineData(Owned, """{"volumes":[{"name":"data","emptyDir":{}}]}""", "--delete-emptydir-data")]
    public async Task Drain_of_what_would_be_lost_has_to_be_asked_for(string owner, string spec, string option)
    {
        await using var server = await DrainedAsync(Pod("web-1", owner, spec));

        var (code, _, error) = await Cli.RunAsync(server, "node", "drain", "worker-a");

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains($"with {option}; the node stays cordoned", error, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.Method == "POST");
        Assert.Equal(ExitCode.Success, (await Cli.RunAsync(server, "node", "drain", "worker-a", option)).Code);
    }

    [Fact]
    public async Task Drain_leaves_pods_of_daemon_sets()
    {
        await using var server = await DrainedAsync(Pod("agent", """ "ownerReferences":[{"kind":"DaemonSet","name":"agent","uid":"d","controller":true}] """));

        var (code, _, error) = await Cli.RunAsync(server, "node", "drain", "worker-a");

        Assert.Equal(ExitCode.Success, code);
        Assert.Contains("belongs to a DaemonSet", error, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.Method == "POST");
    }

    [Fact]
    public async Task Drain_that_takes_too_long_says_so()
    {
        await using var server = await DrainedAsync(Pod("web-1", Owned));
        server.Answer($"GET {PathOf("web-1")}", Pod("web-1", Owned));

        var (code, _, error) = await Cli.RunAsync(server, "node", "drain", "worker-a", "--timeout", "1s");

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("not drained within 1 s", error, StringComparison.Ordinal);
    }

    private static async Task<FakeServer> DrainedAsync(params string[] pods)
    {
        var server = await FakeServer.StartAsync();
        server.Answer($"GET {Node}", Cordoned);
        server.Answer("GET /api/v1/pods", $$"""{"kind":"PodList","metadata":{},"items":[{{string.Join(',', pods)}}]}""");
        foreach (var name in (string[])["web-1", "web-2", "agent"])
        {
            server.Answer($"POST {PathOf(name)}/eviction", """{"kind":"Status","status":"Success"}""", 201);
        }

        return server;
    }

    private static string PathOf(string pod) => $"/api/v1/namespaces/default/pods/{pod}";

    private static string Pod(string name, string owner, string spec = "{}") =>
        $$"""{"kind":"Pod","metadata":{"name":"{{name}}","namespace":"default","uid":"u-{{name}}"{{(owner.Length > 0 ? "," + owner : "")}}},"spec":{{spec}}}""";
}
