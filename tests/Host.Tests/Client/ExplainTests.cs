using System.Text.Json.Nodes;
using Orchestrator.Host.Client;
using Orchestrator.Host.Tests.Support;

namespace Orchestrator.Host.Tests.Client;

public sealed class ExplainTests
{
    private const string Space = "/api/v1/namespaces/default";
    private const string Ready = """{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],"containerStatuses":[{"name":"app","ready":true,"started":true,"state":{"running":{"startedAt":"2026-01-01T00:00:00Z"}}}]}""";
    private const string NoImage = """{"phase":"Pending","containerStatuses":[{"name":"app","state":{"waiting":{"reason":"ErrImagePull","message":"web:9 not found"}}}]}""";
    private const string Node = """{"metadata":{"name":"worker-a"},"status":{"allocatable":{"cpu":"4","pods":"10"},"conditions":[{"type":"Ready","status":"True"}]}}""";
    private const string Deployment = """
        {"kind":"Deployment","metadata":{"name":"web","namespace":"default","uid":"d","generation":1},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}}},"status":{"observedGeneration":1}}
        """;

    [Fact]
    public async Task Pod_that_is_well_is_told_so()
    {
        await using var server = await ServerAsync(Pod("web-1", Ready));

        var (code, output, error) = await Cli.RunAsync(server, "explain", "pod", "web-1");

        Assert.Equal((ExitCode.Success, ""), (code, error));
        Assert.StartsWith("pod/web-1 in namespace default runs and is ready.\nFacts:\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pod_that_waits_is_told_with_cause_advice_and_its_own_events()
    {
        await using var server = await ServerAsync(Pod("web-1", NoImage));
        server.Answer($"GET {Space}/events", $$"""{"items":[{{Event("u-web-1", "mine")}},{{Event("u-another", "of the pod of that name before")}}]}""");

        var (code, output, _) = await Cli.RunAsync(server, "explain", "pod/web-1");

        Assert.Equal(ExitCode.Refused, code);
        Assert.StartsWith("pod/web-1 in namespace default waits.\n  The image web:9 of container app cannot be pulled: web:9 not found.\n     -> Check the image's name and tag", output, StringComparison.Ordinal);
        Assert.Contains("mine", output, StringComparison.Ordinal);
        Assert.DoesNotContain("before", output, StringComparison.Ordinal);
        Assert.Contains(server.Requests, request => Uri.UnescapeDataString(request.Address).Contains("fieldSelector=involvedObject.kind=Pod,involvedObject.name=web-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_has_the_same_for_scripts()
    {
        await using var server = await ServerAsync(Pod("web-1", NoImage));

        var (code, output, _) = await Cli.RunAsync(server, "explain", "pod", "web-1", "-o", "json");

        var document = JsonNode.Parse(output)!;
        Assert.Equal((ExitCode.Refused, "Waiting", false), (code, document["state"]!.GetValue<string>(), document["well"]!.GetValue<bool>()));
        Assert.Equal("ErrImagePull", document["causes"]![0]!["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task Pod_without_a_node_is_told_what_would_be_enough()
    {
        await using var server = await ServerAsync(Pod("web-1", """{"phase":"Pending"}""", """ "containers":[{"name":"app","resources":{"requests":{"cpu":"3"}}}] """));
        server.Answer("GET /api/v1/nodes", $$"""{"items":[{{Node}}]}""");
        server.Answer("GET /api/v1/pods", """{"items":[{"metadata":{"name":"x","uid":"x"},"spec":{"nodeName":"worker-a","containers":[{"name":"a","resources":{"requests":{"cpu":"2"}}}]}}]}""");

        var (code, output, _) = await Cli.RunAsync(server, "explain", "pod", "web-1");

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("-> Enough would be: 1 cpu more free on worker-a", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pod_that_keeps_away_from_namespaces_by_their_labels_is_told_so()
    {
        const string Away = """{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"kubernetes.io/hostname","labelSelector":{},"namespaceSelector":{"matchLabels":{"team":"loud"}}}]}""";
        await using var server = await ServerAsync(Pod("web-1", """{"phase":"Pending"}""", $$""" "containers":[{"name":"app"}],"affinity":{"podAntiAffinity":{{Away}}} """));
        server.Answer("GET /api/v1/nodes", $$"""{"items":[{{Node.Replace("\"name\":\"worker-a\"", "\"name\":\"worker-a\",\"labels\":{\"kubernetes.io/hostname\":\"worker-a\"}", StringComparison.Ordinal)}}]}""");
        server.Answer("GET /api/v1/pods", """{"items":[{"metadata":{"name":"x","uid":"x","namespace":"noise"},"spec":{"nodeName":"worker-a","containers":[{"name":"a"}]}}]}""");
        server.Answer("GET /api/v1/namespaces", """{"items":[{"metadata":{"name":"noise","labels":{"team":"loud"}}}]}""");

        var (_, output, _) = await Cli.RunAsync(server, "explain", "pod", "web-1");

        Assert.Contains("near a pod that it must be away from", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_not_be_read_is_said_and_the_rest_is_explained()
    {
        await using var server = await ServerAsync(Pod("web-1", NoImage));
        server.Refuse($"GET {Space}/events", 403, "Forbidden", "events is forbidden");
        server.Refuse("GET /api/v1/nodes/worker-a", 403, "Forbidden", "nodes is forbidden");

        var (code, output, _) = await Cli.RunAsync(server, "explain", "pod", "web-1");

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("cannot be pulled", output, StringComparison.Ordinal);
        Assert.Contains("- events could not be read: Error from server (Forbidden): events is forbidden", output, StringComparison.Ordinal);
        Assert.Contains("- node worker-a could not be read", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_that_does_not_exist_is_the_cause()
    {
        await using var server = await ServerAsync(Pod("web-1", Ready));
        server.Refuse("GET /api/v1/nodes/worker-a", 404, "NotFound", "nodes \\\"worker-a\\\" not found");

        var (code, output, _) = await Cli.RunAsync(server, "explain", "pod", "web-1");

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("bound to the node worker-a, which does not exist", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deployment_is_explained_by_its_worst_pods()
    {
        await using var server = await ServerAsync(Pod("web-1", Ready, owner: "r"), Pod("web-2", NoImage, owner: "r"), Pod("stranger", NoImage, owner: "other"));

        var (code, output, _) = await Cli.RunAsync(server, "explain", "deployment/web");

        Assert.Equal(ExitCode.Refused, code);
        Assert.StartsWith("deployment.apps/web in namespace default is not well: 1 of 2 pods run and are ready.\n", output, StringComparison.Ordinal);
        Assert.Contains("pod/web-2", output, StringComparison.Ordinal);
        Assert.DoesNotContain("stranger", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deployment_whose_pods_run_is_well()
    {
        await using var server = await ServerAsync(Pod("web-1", Ready, owner: "r"), Pod("web-2", Ready, owner: "r"));

        var (code, output, _) = await Cli.RunAsync(server, "explain", "deploy", "web", "-o", "json");

        Assert.Equal((ExitCode.Success, 2), (code, JsonNode.Parse(output)!["running"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("not found", "explain", "pod", "nobody")]
    [InlineData("resource type", "explain", "ghosts", "web-1")]
    [InlineData("name one object", "explain", "pods")]
    [InlineData("name one object", "explain", "pod", "a", "b")]
    [InlineData("has no pods that could be explained", "explain", "node", "worker-a")]
    public async Task What_is_not_there_or_misused_has_a_code_of_its_own(string sentence, params string[] arguments)
    {
        await using var server = await ServerAsync(Pod("web-1", Ready));

        var (code, output, error) = await Cli.RunAsync(server, arguments);

        Assert.Equal((ExitCode.Misuse, ""), (code, output));
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_says_what_its_exit_codes_mean()
    {
        var (code, output, _) = await Cli.RunAsync(["explain", "--help"]);

        Assert.Equal(ExitCode.Success, code);
        Assert.Contains("1    it is not well", output, StringComparison.Ordinal);
    }

    private static async Task<FakeServer> ServerAsync(params string[] pods)
    {
        var server = await FakeServer.StartAsync();
        foreach (var pod in pods)
        {
            server.Answer($"GET {Space}/pods/{JsonNode.Parse(pod)!["metadata"]!["name"]!.GetValue<string>()}", pod);
        }

        server.Answer($"GET {Space}/pods", $$"""{"items":[{{string.Join(',', pods)}}]}""");
        server.Answer($"GET {Space}/events", """{"items":[]}""");
        server.Answer("GET /api/v1/nodes/worker-a", Node);
        server.Answer("GET /apis/apps/v1/namespaces/default/deployments/web", Deployment);
        server.Answer("GET /apis/apps/v1/namespaces/default/replicasets", """{"items":[{"metadata":{"name":"web-1","uid":"r","ownerReferences":[{"kind":"Deployment","name":"web","uid":"d","controller":true}]}}]}""");
        return server;
    }

    private static string Pod(string name, string status, string? spec = null, string? owner = null)
    {
        var owners = owner is null ? "" : $$""" ,"ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-1","uid":"{{owner}}","controller":true}] """;
        spec ??= """ "nodeName":"worker-a","containers":[{"name":"app","image":"web:9"}] """;
        return $$"""{"kind":"Pod","metadata":{"name":"{{name}}","namespace":"default","uid":"u-{{name}}"{{owners}} },"spec":{ {{spec}} },"status":{{status}} }""";
    }

    private static string Event(string uid, string message) =>
        $$"""{"metadata":{"name":"{{uid}}"},"involvedObject":{"kind":"Pod","name":"web-1","uid":"{{uid}}"},"reason":"Failed","message":"{{message}}","type":"Warning","count":1}""";
}
