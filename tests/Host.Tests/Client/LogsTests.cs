using Orchestrator.Host.Client;
using Orchestrator.Host.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Host.Tests.Client;

public sealed class LogsTests
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    [Fact]
    public async Task Logs_asks_for_what_the_options_say()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Pods}/web-1", Pod("web-1", "app", "side"));
        server.On($"GET {Pods}/web-1/log", context => FakeServer.SendAsync(context, "one\ntwo"));

        var (code, output, error) = await Cli.RunAsync(
            server, "logs", "web-1", "-c", "side", "--tail", "5", "--since", "1h30m", "--previous", "--timestamps");

        Assert.Equal((ExitCode.Success, "one\ntwo", ""), (code, output, error));
        Assert.Equal($"{Pods}/web-1/log?previous=true&timestamps=true&tailLines=5&sinceSeconds=5400&container=side", server.Requests.Last().Address);
    }

    [Fact]
    public async Task Logs_that_follow_are_shown_as_they_come_until_interrupted()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Pods}/web-1", Pod("web-1", "app"));
        server.On($"GET {Pods}/web-1/log", async context =>
        {
            await FakeServer.SendAsync(context, "half a line");
            await Task.Delay(Timeout.Infinite, server.Stopping);
        });
        using var interrupt = new CancellationTokenSource();

        var cli = Cli.Start(["logs", "web-1", "-f", "--server", server.Url], cancellationToken: interrupt.Token);
        await Eventually.True(() => Task.FromResult(cli.Out == "half a line"), "the piece is shown");
        await interrupt.CancelAsync();

        Assert.Equal(ExitCode.Interrupted, await cli.Ended);
        Assert.Equal($"{Pods}/web-1/log?follow=true", server.Requests.Last().Address);
    }

    [Fact]
    public async Task Logs_that_end_without_an_error_exit_0()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Pods}/web-1", Pod("web-1", "app"));
        server.On($"GET {Pods}/web-1/log", context => FakeServer.SendAsync(context, "bye\n"));

        Assert.Equal((ExitCode.Success, "bye\n", ""), await Cli.RunAsync(server, "logs", "web-1", "-f"));
    }

    [Fact]
    public async Task Logs_that_break_off_say_so_and_exit_3()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Pods}/web-1", Pod("web-1", "app"));
        var shown = new TaskCompletionSource();
        server.On($"GET {Pods}/web-1/log", async context =>
        {
            await FakeServer.SendAsync(context, "so far\n");
            await shown.Task;
            context.Abort();
        });

        var cli = Cli.Start(["logs", "web-1", "-f", "--server", server.Url]);
        await Eventually.True(() => Task.FromResult(cli.Out == "so far\n"), "the piece is shown");
        shown.SetResult();

        Assert.Equal(ExitCode.Unreachable, await cli.Ended);
        Assert.Contains("broke off", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_of_a_deployment_are_those_of_its_best_pod()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer(
            "GET /apis/apps/v1/namespaces/default/deployments/web",
            """{"metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"app":"web"},"matchExpressions":[{"key":"tier","operator":"In","values":["a","b"]}]}}}""");
        server.Answer($"GET {Pods}", $$"""{"items":[{{Pod("web-1", "app").Replace("Running", "Pending", StringComparison.Ordinal)}},{{Pod("web-2", "app")}}]}""");
        server.On($"GET {Pods}/web-2/log", context => FakeServer.SendAsync(context, "mine\n"));

        var (code, output, error) = await Cli.RunAsync(server, "logs", "deployment/web");

        Assert.Equal((ExitCode.Success, "mine\n", "Found 2 pods, using pod/web-2\n"), (code, output, error));
        Assert.Contains(server.Requests, request => request.Address.Contains("labelSelector=app%3Dweb%2Ctier%20in%20%28a%2Cb%29", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Logs_of_a_pod_of_several_containers_says_which_it_took()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Pods}/web-1", Pod("web-1", "app", "side"));
        server.On($"GET {Pods}/web-1/log", context => FakeServer.SendAsync(context, "x"));

        var (_, _, error) = await Cli.RunAsync(server, "logs", "web-1");

        Assert.Equal("Defaulted container \"app\" out of: app, side\n", error);
        Assert.EndsWith("?container=app", server.Requests.Last().Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_that_the_server_refuses_exit_1_with_its_message()
    {
        await using var server = await FakeServer.StartAsync();
        server.Answer($"GET {Pods}/web-1", Pod("web-1", "app"));
        server.Refuse($"GET {Pods}/web-1/log", 400, "BadRequest", "container is waiting to start");

        var (code, _, error) = await Cli.RunAsync(server, "logs", "web-1");

        Assert.Equal((ExitCode.Refused, "Error from server (BadRequest): container is waiting to start\n"), (code, error));
    }

    [Theory]
    [InlineData("--since", "5")]
    [InlineData("--since", "soon")]
    [InlineData("--since", "-5m")]
    [InlineData("--since", "0s")]
    [InlineData("--tail", "-2")]
    [InlineData("--tail", "many")]
    public async Task Logs_with_an_option_that_cannot_be_asks_nothing(string option, string value)
    {
        await using var server = await FakeServer.StartAsync();

        var (code, _, error) = await Cli.RunAsync(server, "logs", "web-1", option, value);

        Assert.Equal(ExitCode.Misuse, code);
        Assert.Contains(option, error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    private static string Pod(string name, params string[] containers) => $$"""
        {"metadata":{"name":"{{name}}","namespace":"default"},"status":{"phase":"Running"},
         "spec":{"containers":[{{string.Join(',', containers.Select(container => $$"""{"name":"{{container}}"}"""))}}]} }
        """;
}
