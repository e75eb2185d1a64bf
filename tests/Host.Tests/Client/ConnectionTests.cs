using Orchestrator.Host.Client;
using Orchestrator.Host.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Host.Tests.Client;

public sealed class ConnectionTests
{
    [Fact]
    public async Task Server_that_is_not_there_is_named_with_what_to_try_and_exits_3()
    {
        var url = $"http://127.0.0.1:{FreePorts.Take()}";

        var (code, output, error) = await Cli.RunAsync(["get", "pods", "--server", url]);

        Assert.Equal((ExitCode.Unreachable, ""), (code, output));
        Assert.Contains($"the server at {url} cannot be reached (Connection refused", error, StringComparison.Ordinal);
        Assert.Contains("start one with 'orc dev', or name another with --server, ORC_SERVER or --kubeconfig", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Server_of_the_environment_is_asked_where_no_option_names_one()
    {
        await using var server = await FakeServer.StartAsync();

        await Cli.RunAsync(["get", "pods"], variables: new Dictionary<string, string> { ["ORC_SERVER"] = server.Url, ["KUBECONFIG"] = "no-such-file" });

        Assert.NotEmpty(server.Requests);
    }

    [Theory]
    [InlineData("127.0.0.1:7080")]
    [InlineData("ftp://127.0.0.1")]
    [InlineData("")]
    public async Task Server_that_is_not_a_url_is_misuse(string url)
    {
        var (code, _, error) = await Cli.RunAsync(["get", "pods", "--server", url]);

        Assert.Equal(ExitCode.Misuse, code);
        Assert.Contains("--server must be a URL", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>hello</html>", "is it a Kubernetes API?")]
    [InlineData("[1]", "is it a Kubernetes API?")]
    [InlineData("", "is it a Kubernetes API?")]
    [InlineData("{\"groups\":{\"a\":1}}", "the server doesn't have a resource type \"pods\"")]
    [InlineData("{\"groups\":[1,null,{\"preferredVersion\":{\"groupVersion\":5}}]}", "the server doesn't have a resource type \"pods\"")]
    [InlineData("{\"groups\":[{\"preferredVersion\":{\"groupVersion\":\"\\ud800\"}}]}", "is it a Kubernetes API?")]
    public async Task Server_that_answers_nonsense_exits_1_with_a_sentence(string answer, string expected)
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer("GET /apis", answer);
        server.Answer("GET /api/v1", """{"resources":[null,1,{"name":5},{"name":"x"}]}""");

        var (code, output, error) = await Cli.RunAsync(server, "get", "pods");

        Assert.Equal((ExitCode.Refused, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_nests_without_end_exits_1_with_a_sentence()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer("GET /api/v1/nodes", $$"""{"a":{{new string('[', 100_000)}}""");

        var (code, _, error) = await Cli.RunAsync(server, "get", "nodes");

        Assert.Equal(ExitCode.Refused, code);
        Assert.Contains("is it a Kubernetes API?", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_that_sends_control_characters_does_not_steer_the_terminal()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer("GET /api/v1/nodes", """
            {"kind":"Table","columnDefinitions":[{"name":"Name"}],"rows":[{"cells":["a\u001b[2J\nb"]},{"cells":[]},{"cells":[null]},{"cells":[["x"]]},7]}
            """);
        server.Refuse("GET /api/v1/nodes/n", 403, "Forbidden", "no\\u001b[31m");

        var list = await Cli.RunAsync(server, "get", "nodes");
        var one = await Cli.RunAsync(server, "get", "nodes", "n");

        Assert.Equal("NAME\na^[[2J...\n\n\n[\"x\"]\n", list.Out);
        Assert.Equal("Error from server (Forbidden): no^[[31m\n", one.Error);
    }

    [Fact]
    public async Task Server_that_refuses_without_a_status_is_quoted()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer("GET /apis", "the proxy is tired", 502);

        Assert.Equal((ExitCode.Refused, "", "Error from server (502): the proxy is tired\n"), await Cli.RunAsync(server, "get", "pods"));
    }

    [Fact]
    public async Task Server_that_redirects_is_not_followed()
    {
        await using var server = await FakeServer.StartAsync();
        server.On("GET /apis", context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });

        var (code, _, error) = await Cli.RunAsync(server, "get", "pods");

        Assert.Equal((ExitCode.Refused, "Error from server (302): Found\n"), (code, error));
        Assert.DoesNotContain(server.Requests, request => request.Address == "/elsewhere");
    }

    [Fact]
    public async Task Server_that_hangs_up_exits_3()
    {
        await using var server = await FakeServer.StartAsync();
        server.On("GET /apis", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        Assert.Equal(ExitCode.Unreachable, (await Cli.RunAsync(server, "get", "pods")).Code);
    }

    [Theory]
    [InlineData("get")]
    [InlineData("get", "pods", "-o", "pictures")]
    [InlineData("get", "pods", "--colour")]
    [InlineData("get", "pods", "a", "-A")]
    [InlineData("get", "pods/a", "b")]
    [InlineData("get", "pods,nodes", "-w")]
    [InlineData("apply")]
    [InlineData("apply", "-f", "-", "--dry-run", "perhaps")]
    [InlineData("logs")]
    [InlineData("nonsense")]
    public async Task Misuse_exits_2_with_messages_on_stderr_only(params string[] arguments)
    {
        await using var server = await FakeServer.StartAsync();

        var (code, output, error) = await Cli.RunAsync(server, arguments);

        Assert.Equal((ExitCode.Misuse, ""), (code, output));
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apply")]
    [InlineData("get")]
    [InlineData("delete")]
    [InlineData("logs")]
    public async Task Help_says_what_the_exit_codes_mean(string command)
    {
        var (code, output, error) = await Cli.RunAsync([command, "--help"]);

        Assert.Equal((ExitCode.Success, ""), (code, error));
        Assert.Contains("--kubeconfig", output, StringComparison.Ordinal);
        Assert.Contains("3    the server cannot be reached", output, StringComparison.Ordinal);
    }
}
