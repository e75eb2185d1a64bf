using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Gateway.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Streams;
using Orchestrator.Gateway;
using Orchestrator.Resources.Core;
using Orchestrator.TestKit;

namespace Gateway.Tests.Streaming;

/// <summary>How sessions end when it is not their process that ends.</summary>
public sealed class ExecSessionTests
{
    private const string Exec = $"{Samples.Pods}/a/exec?command=ls&stdout=true";
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);
    private readonly ScriptedAgent _agent = new();
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Session_beyond_the_limit_is_refused_until_another_has_ended()
    {
        await using var host = await StartAsync(options => options.PodStreamsMax = 1);
        using var first = await ConnectAsync(host);

        using var second = new ClientWebSocket();
        second.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => second.ConnectAsync(Address(host), CancellationToken.None));
        Assert.Equal(429, (int)second.HttpStatusCode);

        _agent.Say(new StreamFrame { Kind = StreamFrameKind.End, ExitCode = 0 });
        Assert.Equal("Success", (string?)(await StatusAsync(first))["status"]);
        await Eventually.True(async () => (await ConnectAsync(host)).State == WebSocketState.Open, "there is room again");
    }

    [Fact]
    public async Task Session_in_which_nothing_is_said_for_long_is_ended_with_a_sentence()
    {
        await using var host = await StartAsync(options => options.PodStreamIdleMax = TimeSpan.FromMinutes(30));
        using var client = await ConnectAsync(host);

        _time.Advance(TimeSpan.FromMinutes(30));
        var status = await StatusAsync(client);
        Assert.Equal(("Timeout", "the stream was closed because nothing was said for 30 minutes"), ((string?)status["reason"], (string?)status["message"]));
        await _agent.Ended.Task.WaitAsync(Within);
    }

    [Fact]
    public async Task Output_keeps_a_session_from_being_taken_for_idle()
    {
        await using var host = await StartAsync(options => options.PodStreamIdleMax = TimeSpan.FromMinutes(30));
        using var client = await ConnectAsync(host);

        for (var times = 0; times < 3; times++)
        {
            _time.Advance(TimeSpan.FromMinutes(20));
            _agent.Say(new StreamFrame { Kind = StreamFrameKind.Stdout, Bytes = "x"u8.ToArray() });
            Assert.Equal("\u0001x", await ReceiveAsync(client));
        }

        _agent.Say(new StreamFrame { Kind = StreamFrameKind.End, ExitCode = 0 });
        Assert.Equal("Success", (string?)(await StatusAsync(client))["status"]);
    }

    [Fact]
    public async Task Server_that_stops_says_so_in_each_session()
    {
        await using var host = await StartAsync();
        using var client = await ConnectAsync(host);

        var stopping = host.StopAsync();
        Assert.Equal("the server stops; please try again", (string?)(await StatusAsync(client))["message"]);
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, client.CloseStatus);
        await stopping.WaitAsync(Within);
        await _agent.Ended.Task.WaitAsync(Within);
    }

    [Fact]
    public async Task Refusal_of_the_agent_is_told_within_the_stream()
    {
        _agent.Refusal = ApiErrors.Of(429, "TooManyRequests", "the pod has 100 streams already", null);
        await using var host = await StartAsync();
        using var client = await ConnectAsync(host);

        var status = await StatusAsync(client);
        Assert.Equal((429, "the pod has 100 streams already"), ((int)status["code"]!, (string?)status["message"]));
    }

    [Fact]
    public async Task Surprise_is_told_as_an_id_and_stands_in_the_log()
    {
        await using var host = await StartAsync();
        using var client = await ConnectAsync(host);

        _agent.Break(new InvalidOperationException("something private"));
        var status = await StatusAsync(client);
        Assert.Equal(500, (int)status["code"]!);
        Assert.DoesNotContain("private", status.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(host.Log.Lines, line => line.Contains("A stream to a pod failed unexpectedly", StringComparison.Ordinal));
    }

    private static Uri Address(GatewayHost host) => new UriBuilder(new Uri(host.Address, Exec)) { Scheme = "ws" }.Uri;

    private static async Task<ClientWebSocket> ConnectAsync(GatewayHost host)
    {
        var client = new ClientWebSocket();
        client.Options.AddSubProtocol("v5.channel.k8s.io");
        await client.ConnectAsync(Address(host), CancellationToken.None).WaitAsync(Within);
        Assert.Equal("\u0001", await ReceiveAsync(client));
        return client;
    }

    private static async Task<string> ReceiveAsync(ClientWebSocket client)
    {
        var buffer = new byte[4096];
        var received = await client.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Within);
        return System.Text.Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    // The next message is the session's last word, and then the server closes.
    private static async Task<JsonNode> StatusAsync(ClientWebSocket client)
    {
        var message = await ReceiveAsync(client);
        Assert.Equal('\u0003', message[0]);
        Assert.Equal("", await ReceiveAsync(client));
        Assert.Equal(WebSocketState.CloseReceived, client.State);
        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(Within);
        return JsonNode.Parse(message[1..])!;
    }

    private async Task<GatewayHost> StartAsync(Action<GatewayOptions>? configure = null)
    {
        var host = await GatewayHost.StartAsync(configure, services => services
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton(new PodStreams(_ => _agent)));
        host.Resources.Put(Samples.Pod("a", status => status.With(new ContainerState { Running = new ContainerStateRunning() })));
        return host;
    }
}
