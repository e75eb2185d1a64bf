using System.Text.Json.Nodes;
using Orchestrator.Host.Client;
using Orchestrator.Host.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Host.Tests.Client;

public sealed class DeleteTests
{
    private const string Pod = "/api/v1/namespaces/default/pods/web-1";
    private const string Accepted = """{"kind":"Pod","metadata":{"name":"web-1","uid":"u1"}}""";

    [Fact]
    public async Task Delete_waits_until_the_object_is_gone()
    {
        await using var server = await FakeServer.StartAsync();
        var gets = 0;
        server.Answer($"DELETE {Pod}", Accepted);
        server.On($"GET {Pod}", context => ++gets < 3 ? FakeServer.WriteAsync(context, Accepted) : FakeServer.RefuseAsync(context, 404, "NotFound", "gone"));

        var (code, output, error) = await Cli.RunAsync(server, "delete", "pod", "web-1");

        Assert.Equal((ExitCode.Success, "pod \"web-1\" deleted\n", ""), (code, output, error));
        Assert.Equal(3, gets);
        Assert.Equal("""{"propagationPolicy":"Background"}""", server.Single("DELETE").Body);
    }

    [Fact]
    public async Task Delete_does_not_wait_for_another_object_that_took_the_name()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"DELETE {Pod}", """{"kind":"Status","status":"Success","details":{"name":"web-1","uid":"u1"}}""");
        server.Answer($"GET {Pod}", """{"kind":"Pod","metadata":{"name":"web-1","uid":"u2"}}""");

        var (code, _, _) = await Cli.RunAsync(server, "delete", "pod/web-1");

        Assert.Equal(ExitCode.Success, code);
    }

    [Theory]
    [InlineData("--no-wait")]
    [InlineData("--wait=false")]
    public async Task Delete_without_waiting_ends_at_once(string option)
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"DELETE {Pod}", Accepted);

        var (code, _, _) = await Cli.RunAsync(server, "delete", "pod", "web-1", option, "--grace-period", "0", "--cascade", "orphan");

        Assert.Equal(ExitCode.Success, code);
        Assert.DoesNotContain(server.Requests, request => request.Address == Pod && request.Method == "GET");
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"propagationPolicy":"Orphan","gracePeriodSeconds":0}"""), JsonNode.Parse(server.Single("DELETE").Body)));
    }

    [Fact]
    public async Task Delete_that_is_interrupted_while_it_waits_exits_130()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"DELETE {Pod}", Accepted);
        server.Answer($"GET {Pod}", Accepted);
        using var interrupt = new CancellationTokenSource();

        var cli = Cli.Start(["delete", "pod", "web-1", "--server", server.Url], cancellationToken: interrupt.Token);
        await Eventually.True(() => Task.FromResult(server.Requests.Count(request => request.Address == Pod) > 2), "it waits");
        await interrupt.CancelAsync();

        Assert.Equal(ExitCode.Interrupted, await cli.Ended);
    }

    [Fact]
    public async Task Delete_of_several_deletes_those_that_are_there_and_exits_1()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"DELETE {Pod}", Accepted);

        var (code, output, error) = await Cli.RunAsync(server, "delete", "pod", "web-0", "web-1", "--no-wait");

        Assert.Equal((ExitCode.Refused, "pod \"web-1\" deleted\n", "Error from server (NotFound): web-0 not found\n"), (code, output, error));
    }

    [Fact]
    public async Task Delete_of_what_is_not_there_succeeds_where_that_is_asked_for()
    {
        await using var server = await FakeServer.StartAsync();

        Assert.Equal((ExitCode.Success, "", ""), await Cli.RunAsync(server, "delete", "pod", "web-0", "--ignore-not-found"));
    }

    [Fact]
    public async Task Delete_of_a_file_deletes_what_it_describes()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer("DELETE /apis/apps/v1/namespaces/shop/deployments/web", "{}");

        var (code, output, _) = await Cli.RunAsync(
            server, ["delete", "-f", "-", "-n", "shop"], "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web}}");

        Assert.Equal((ExitCode.Success, "deployment.apps \"web\" deleted\n"), (code, output));
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("delete", "pods")]
    [InlineData("delete", "pods", "..")]
    [InlineData("delete", "pod/")]
    [InlineData("delete", "pod", "a", "-f", "x.yaml")]
    [InlineData("delete", "pod", "a", "--grace-period", "-1")]
    public async Task Delete_that_does_not_say_what_deletes_nothing(params string[] arguments)
    {
        await using var server = await FakeServer.StartAsync();

        var (code, _, error) = await Cli.RunAsync(server, arguments);

        Assert.Equal(ExitCode.Misuse, code);
        Assert.StartsWith("error: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, request => request.Method == "DELETE");
    }
}
