using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Orchestrator.Host.Client;
using Orchestrator.Host.Tests.Support;

namespace Orchestrator.Host.Tests.Client;

public sealed class ApplyTests
{
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
    private const string Hello = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: hello
        spec:
          replicas: 3
          note: "a<b \\uD83D 😀"
        """;

    [Fact]
    public async Task Apply_of_an_absent_object_creates_it_and_remembers_what_was_written_as_kubectl_does()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"POST {Deployments}", "{}", 201);

        var (code, output, error) = await Cli.RunAsync(server, ["apply", "-f", "-"], Hello);

        Assert.Equal((ExitCode.Success, "deployment.apps/hello created\n", ""), (code, output, error));
        var sent = JsonNode.Parse(server.Single("POST").Body)!;
        Assert.Equal("default", (string?)sent["metadata"]!["namespace"]);
        Assert.Equal(
            """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"annotations":{},"name":"hello","namespace":"default"},"spec":{"note":"a\u003cb \\uD83D 😀","replicas":3}}"""
            + "\n",
            (string?)sent["metadata"]!["annotations"]![Annotation]);
    }

    [Fact]
    public async Task Apply_of_what_is_there_already_changes_nothing()
    {
        await using var server = await FakeServer.StartAsync();
        await CreateAsync(server, Hello);

        var (code, output, _) = await Cli.RunAsync(server, ["apply", "-f", "-"], Hello);

        Assert.Equal((ExitCode.Success, "deployment.apps/hello unchanged\n"), (code, output));
        Assert.DoesNotContain(server.Requests, request => request.Method == "PATCH");
    }

    [Fact]
    public async Task Apply_of_something_else_sends_a_merge_patch_of_what_differs()
    {
        await using var server = await FakeServer.StartAsync();
        await CreateAsync(server, Hello);

        var (code, output, _) = await Cli.RunAsync(
            server, ["apply", "-f", "-"], Hello.Replace("replicas: 3", "replicas: 5", StringComparison.Ordinal).Replace(Hello.Split('\n')[^1], "", StringComparison.Ordinal));

        Assert.Equal((ExitCode.Success, "deployment.apps/hello configured\n"), (code, output));
        var patch = server.Single("PATCH");
        Assert.Equal("application/merge-patch+json", patch.ContentType);
        var body = JsonNode.Parse(patch.Body)!;
        Assert.True(JsonNode.DeepEquals(body["spec"], JsonNode.Parse("""{"replicas":5,"note":null}""")), patch.Body);
        Assert.Equal([Annotation], body["metadata"]!["annotations"]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task Apply_that_the_server_answers_with_the_same_version_says_unchanged()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Deployments}/hello", """{"metadata":{"name":"hello","resourceVersion":"7"}}""");
        server.Answer($"PATCH {Deployments}/hello", """{"metadata":{"name":"hello","resourceVersion":"7"}}""");

        var (_, output, error) = await Cli.RunAsync(server, ["apply", "-f", "-"], Hello);

        Assert.Equal("deployment.apps/hello unchanged\n", output);
        Assert.StartsWith("Warning: deployment.apps/hello was not made by apply", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_goes_on_after_an_object_that_fails_and_exits_1()
    {
        await using var server = await FakeServer.StartAsync();
        server.Refuse("POST /api/v1/namespaces/shop/pods", 422, "Invalid", "spec.containers: Required value");
        server.Answer($"POST {Deployments}", "{}", 201);
        var input = $"""
            kind: Pod
            apiVersion: v1
            metadata: {"{name: bad, namespace: shop}"}
            ---
            kind: Widget
            apiVersion: x/v1
            metadata: {"{name: w}"}
            ---
            kind: Pod
            metadata: {"{name: w}"}
            ---
            {Hello}
            """;

        var (code, output, error) = await Cli.RunAsync(server, ["apply", "-f", "-"], input);

        Assert.Equal((ExitCode.Refused, "deployment.apps/hello created\n"), (code, output));
        Assert.Equal(
            """
            Pod "bad" of standard input: Error from server (Invalid): spec.containers: Required value
            Widget "w" of standard input: no matches for kind "Widget" in version "x/v1"
            Pod "w" of standard input: apiVersion and kind must say what it is

            """,
            error);
    }

    [Fact]
    public async Task Apply_unfolds_lists_and_json_and_reads_folders_in_the_order_of_names()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer("POST /api/v1/nodes", "{}", 201);
        using var folder = new TemporaryFolder();
        folder.Write("b.json", Node("three") + Node("four"));
        folder.Write("a.yaml", $"apiVersion: v1\nkind: List\nitems:\n- {Node("one")}\n- {Node("two")}\n");
        folder.Write("readme.md", "not a manifest");

        var (code, output, error) = await Cli.RunAsync(server, "apply", "-f", folder.Path);

        Assert.Equal("", error);
        Assert.Equal((ExitCode.Success, "node/one created\nnode/two created\nnode/three created\nnode/four created\n"), (code, output));
    }

    [Fact]
    public async Task Apply_names_the_file_that_cannot_be_read_and_applies_the_others()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer("POST /api/v1/nodes", "{}", 201);
        using var folder = new TemporaryFolder();
        var bad = folder.Write("a.yaml", "a: [");
        var good = folder.Write("b.yaml", Node("one"));

        var (code, output, error) = await Cli.RunAsync(server, "apply", "-f", bad, "-f", good);

        Assert.Equal((ExitCode.Refused, "node/one created\n"), (code, output));
        Assert.StartsWith($"error: {bad} cannot be read: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_of_a_path_that_does_not_exist_asks_nothing()
    {
        await using var server = await FakeServer.StartAsync();

        var (code, _, error) = await Cli.RunAsync(server, "apply", "-f", "no-such-file.yaml");

        Assert.Equal((ExitCode.Refused, "error: the path \"no-such-file.yaml\" does not exist\n"), (code, error));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Apply_refuses_an_object_of_another_namespace_than_asked()
    {
        await using var server = await FakeServer.StartAsync();

        var (code, _, error) = await Cli.RunAsync(server, ["apply", "-n", "a", "-f", "-"], Hello.Replace("name: hello", "name: hello\n  namespace: b", StringComparison.Ordinal));

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("it names the namespace \"b\", and --namespace names \"a\"", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_writes_the_servers_warnings_once()
    {
        await using var server = await FakeServer.StartAsync();
        server.On("POST /api/v1/nodes", context =>
        {
            context.Response.Headers.Append("Warning", "299 - \"spec.x has \\\"no\\\" effect yet\"");
            return FakeServer.WriteAsync(context, "{}", 201);
        });

        var (_, _, error) = await Cli.RunAsync(server, ["apply", "-f", "-"], Node("a") + Node("b"));

        Assert.Equal("Warning: spec.x has \"no\" effect yet\n", error);
    }

    [Fact]
    public async Task Apply_reads_again_where_somebody_else_wrote_in_between()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer("GET /api/v1/nodes/a", """{"metadata":{"name":"a"}}""");
        var conflicts = 2;
        server.On("PATCH /api/v1/nodes/a", context =>
            conflicts-- > 0 ? FakeServer.RefuseAsync(context, 409, "Conflict", "changed") : FakeServer.WriteAsync(context, "{}"));

        var (code, output, _) = await Cli.RunAsync(server, ["apply", "-f", "-"], Node("a"));

        Assert.Equal((ExitCode.Success, "node/a configured\n"), (code, output));
    }

    [Fact]
    public async Task Apply_dry_run_asks_the_server_to_change_nothing()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer("POST /api/v1/nodes", "{}", 201);

        var (_, output, _) = await Cli.RunAsync(server, ["apply", "--dry-run=server", "-f", "-"], Node("a"));

        Assert.Equal("node/a created (server dry run)\n", output);
        Assert.EndsWith("&dryRun=All", server.Single("POST").Address, StringComparison.Ordinal);
    }

    private static string Node(string name) => $$"""{"apiVersion":"v1","kind":"Node","metadata":{"name":"{{name}}"} }""";

    /// <summary>Applies, and lets the server answer with what it was sent from then on.</summary>
    private static async Task CreateAsync(FakeServer server, string manifest)
    {
        server.On($"POST {Deployments}", context =>
        {
            server.Answer($"GET {Deployments}/hello", (string)context.Items["body"]!);
            return FakeServer.WriteAsync(context, "{}", 201);
        });
        server.Answer($"PATCH {Deployments}/hello", "{}");
        Assert.Equal(ExitCode.Success, (await Cli.RunAsync(server, ["apply", "-f", "-"], manifest)).Code);
    }
}
