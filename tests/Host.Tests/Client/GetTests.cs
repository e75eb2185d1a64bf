using System.Text.Json.Nodes;
using Orchestrator.Host.Client;
using Orchestrator.Host.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Host.Tests.Client;

public sealed class GetTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";

    [Fact]
    public async Task Get_table_is_laid_out_as_kubectl_does()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Pods}", Table(Row("web-1", "Running", "10.0.0.2"), Row("a-much-longer-name", "Pending", "")));

        var (code, output, error) = await Cli.RunAsync(server, "get", "po");

        Assert.Equal("NAME                 STATUS\nweb-1                Running\na-much-longer-name   Pending\n", output);
        Assert.Equal("", error);
        Assert.Equal(ExitCode.Success, code);
        var request = server.Requests.Last();
        Assert.Equal($"{Pods}?limit=500", request.Address);
        Assert.Equal("application/json;as=Table;v=v1;g=meta.k8s.io,application/json", request.Accept);
    }

    [Fact]
    public async Task Get_wide_shows_columns_of_lower_priority()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Pods}", Table(Row("web-1", "Running", "10.0.0.2")));

        var (_, output, _) = await Cli.RunAsync(server, "get", "pods", "-o", "wide");

        Assert.Equal("NAME    STATUS    IP\nweb-1   Running   10.0.0.2\n", output);
    }

    [Fact]
    public async Task Get_of_all_namespaces_has_a_column_for_them()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer("GET /api/v1/pods", Table(Row("web-1", "Running", "", "shop")));

        var (_, output, _) = await Cli.RunAsync(server, "get", "Pod", "-A");

        Assert.Equal("NAMESPACE   NAME    STATUS\nshop        web-1   Running\n", output);
    }

    [Fact]
    public async Task Get_of_nothing_says_so_on_stderr_and_succeeds()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Pods}", Table());

        var (code, output, error) = await Cli.RunAsync(server, "get", "pods");

        Assert.Equal((ExitCode.Success, "", "No resources found in default namespace.\n"), (code, output, error));
    }

    [Fact]
    public async Task Get_of_a_category_prefixes_names_and_leaves_a_line_between_kinds()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Pods}", Table(Row("web-1", "Running", "")));
        server.Answer($"GET {Deployments}", Table(Row("web", "Good", "")));

        var (_, output, _) = await Cli.RunAsync(server, "get", "all");

        Assert.Equal("NAME        STATUS\npod/web-1   Running\n\nNAME                  STATUS\ndeployment.apps/web   Good\n", output);
    }

    [Fact]
    public async Task Get_of_several_names_shows_those_found_and_exits_1_for_the_other()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Pods}/web-1", Table(Row("web-1", "Running", "")));

        var (code, output, error) = await Cli.RunAsync(server, "get", "pods", "web-1", "web-2");

        Assert.Equal("NAME    STATUS\nweb-1   Running\n", output);
        Assert.Equal("Error from server (NotFound): web-2 not found\n", error);
        Assert.Equal(ExitCode.Refused, code);
    }

    [Fact]
    public async Task Get_from_a_server_without_tables_shows_name_and_age()
    {
        await using var server = await FakeServer.StartAsync();
        var created = DateTimeOffset.UtcNow.AddDays(-3).ToString("O");
        server.Answer("GET /api/v1/nodes", $$"""{"kind":"NodeList","metadata":{},"items":[{"metadata":{"name":"n1","creationTimestamp":"{{created}}"} }]}""");

        var (_, output, _) = await Cli.RunAsync(server, "get", "nodes");

        Assert.Equal("NAME   AGE\nn1     3d\n", output);
    }

    [Fact]
    public async Task Get_sends_selectors_and_follows_pages()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Pods}", context => FakeServer.WriteAsync(
            context, context.Request.Query.ContainsKey("continue") ? List("", Item("b")) : List("next", Item("a"))));

        var (_, output, _) = await Cli.RunAsync(server, "get", "pods", "-l", "app=web,tier!=cache", "--field-selector", "status.phase=Running", "-oname");

        Assert.Equal("pod/a\npod/b\n", output);
        Assert.Equal(
            $"{Pods}?labelSelector=app%3Dweb%2Ctier%21%3Dcache&fieldSelector=status.phase%3DRunning&limit=500&continue=next", server.Requests.Last().Address);
    }

    [Fact]
    public async Task Get_whose_pages_have_no_end_ends()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Pods}", List("same", Item("a")));

        var (code, _, error) = await Cli.RunAsync(server, "get", "pods", "-o", "json");

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("does not end", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_json_of_a_list_holds_whole_objects_that_say_what_they_are()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Pods}", List("", Item("a"), Item("b")));

        var (_, output, _) = await Cli.RunAsync(server, "get", "pods", "-o", "json");

        var list = JsonNode.Parse(output)!;
        Assert.Equal("List", (string?)list["kind"]);
        Assert.Equal(["Pod/a", "Pod/b"], list["items"]!.AsArray().Select(item => $"{item!["kind"]}/{item["metadata"]!["name"]}"));
        Assert.Contains("\n    \"items\": [\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_yaml_of_one_object_is_that_object()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer("GET /api/v1/nodes/n1", """{"apiVersion":"v1","kind":"Node","metadata":{"name":"n1","labels":{"on":"yes"}}}""");

        var (_, output, _) = await Cli.RunAsync(server, "get", "node/n1", "-o", "yaml");

        Assert.Equal("apiVersion: v1\nkind: Node\nmetadata:\n  name: n1\n  labels:\n    \"on\": \"yes\"\n", output);
    }

    [Theory]
    [InlineData("deployments.apps")]
    [InlineData("deployment.v1.apps")]
    [InlineData("deploy")]
    [InlineData("Deployment")]
    public async Task Get_finds_a_kind_by_each_of_its_names(string name)
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Deployments}", List("", Item("web")));

        var (code, output, _) = await Cli.RunAsync(server, "get", name, "-o", "name");

        Assert.Equal((ExitCode.Success, "deployment.apps/web\n"), (code, output));
    }

    [Fact]
    public async Task Get_of_a_kind_that_the_server_lacks_exits_1()
    {
        await using var server = await FakeServer.StartAsync();

        var (code, _, error) = await Cli.RunAsync(server, "get", "widgets");

        Assert.Equal((ExitCode.Refused, "error: the server doesn't have a resource type \"widgets\"\n"), (code, error));
    }

    [Theory]
    [InlineData("pods", "..")]
    [InlineData("pods", "a%2fb")]
    [InlineData("pods", "")]
    public async Task Get_of_a_name_that_would_lead_elsewhere_asks_nothing(string kind, string name)
    {
        await using var server = await FakeServer.StartAsync();

        var (code, _, error) = await Cli.RunAsync(server, "get", kind, name);

        Assert.Equal(ExitCode.Misuse, code);
        Assert.Contains("cannot be the name", error, StringComparison.Ordinal);
        Assert.All(server.Requests, request => Assert.DoesNotContain("namespaces", request.Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_watch_prints_changes_goes_on_after_the_end_and_lists_again_on_410()
    {
        await using var server = await FakeServer.StartAsync();
        var lists = 0;
        server.On($"GET {Pods}", async context =>
        {
            if (!context.Request.Query.ContainsKey("watch"))
            {
                await FakeServer.WriteAsync(context, ++lists == 1 ? TableAt("5", Row("a", "Pending", "", version: "5")) : TableAt("9", Row("a", "Failed", "", version: "9")));
                return;
            }

            switch (context.Request.Query["resourceVersion"].ToString())
            {
                case "5":
                    await FakeServer.SendAsync(context, Event("MODIFIED", TableAt("6", Row("a", "Running", "", version: "6"))));
                    break;
                case "6":
                    await FakeServer.SendAsync(context, Event("ERROR", """{"kind":"Status","code":410,"reason":"Expired","message":"too old"}"""));
                    break;
                default:
                    await Task.Delay(Timeout.Infinite, server.Stopping);
                    break;
            }
        });
        using var interrupt = new CancellationTokenSource();

        var cli = Cli.Start(["get", "pods", "-w", "--server", server.Url], cancellationToken: interrupt.Token);
        await Eventually.True(() => Task.FromResult(cli.Out.EndsWith("Failed\n", StringComparison.Ordinal)), "the second list is shown");
        await interrupt.CancelAsync();

        Assert.Equal(ExitCode.Interrupted, await cli.Ended);
        Assert.Equal("NAME   STATUS\na      Pending\na      Running\na      Failed\n", cli.Out);
    }

    [Fact]
    public async Task Get_watch_prints_a_row_before_the_next_event_comes()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Pods}", async context =>
        {
            if (!context.Request.Query.ContainsKey("watch"))
            {
                await FakeServer.WriteAsync(context, List("", Item("a")));
                return;
            }

            await FakeServer.SendAsync(context, Event("ADDED", Item("b")));
            await Task.Delay(Timeout.Infinite, server.Stopping);
        });
        using var interrupt = new CancellationTokenSource();

        var cli = Cli.Start(["get", "pods", "-w", "-o", "name", "--server", server.Url], cancellationToken: interrupt.Token);

        await Eventually.True(() => Task.FromResult(cli.Out == "pod/a\npod/b\n"), "both are shown");
        await interrupt.CancelAsync();
        await cli.Ended;
    }

    private static string Table(params string[] rows) => TableAt("1", rows);

    private static string TableAt(string version, params string[] rows) => $$"""
        {"kind":"Table","metadata":{"resourceVersion":"{{version}}"},
         "columnDefinitions":[{"name":"Name","priority":0},{"name":"Status","priority":0},{"name":"IP","priority":1}],"rows":[{{string.Join(',', rows)}}]}
        """;

    private static string Row(string name, string status, string address, string space = "default", string version = "1") => $$"""
        {"cells":["{{name}}","{{status}}","{{address}}"],"object":{"metadata":{"name":"{{name}}","namespace":"{{space}}","uid":"u-{{name}}","resourceVersion":"{{version}}"} } }
        """;

    private static string Item(string name) => $$"""{"metadata":{"name":"{{name}}","uid":"u-{{name}}","resourceVersion":"1"} }""";

    private static string List(string next, params string[] items) =>
        $$"""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1","continue":"{{next}}"},"items":[{{string.Join(',', items)}}]}""";

    private static string Event(string type, string subject) => $$"""{"type":"{{type}}","object":{{subject.ReplaceLineEndings("")}} }""" + "\n";
}
