using System.Net.WebSockets;
using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Clients.Tests.Streaming;

/// <summary>What clients other than kubectl say, well and badly.</summary>
public sealed class ProtocolTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    private const string Idle = "trap 'exit 0' TERM; while :; do sleep 1; done";
    private const int ProtocolError = 1002;

    public static TheoryData<string, byte[]> Wrong => new()
    {
        { "a channel that there is not", [9, 1] },
        { "a channel of the server's", [1, 1] },
        { "a size that is no JSON", [4, (byte)'{'] },
        { "a size that is no size", [4, .. """{"Width":"80"}"""u8] },
        { "a size of a megabyte", [4, .. new byte[1024 * 1024]] },
        { "the end of two channels at once", [255, 0, 1] },
    };

    [Theory]
    [InlineData("v5.channel.k8s.io", true)]
    [InlineData("v4.channel.k8s.io", true)]
    [InlineData("v4.base64.channel.k8s.io", true)]
    [InlineData("channel.k8s.io", false)]
    [InlineData("base64.channel.k8s.io", false)]
    [InlineData(null, false)]
    public async Task Each_protocol_carries_input_outputs_and_the_exit_code(string? protocol, bool hasStatus)
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("box", Manifests.Script(Idle)));
        using var client = await ChannelClient.ConnectAsync(ns.Cluster.Address, Exec(ns, "read line; echo got $line; echo wrong >&2; exit 5"), protocol);

        await client.SendAsync(0, "hello\n");
        await client.ReceiveAllAsync();
        Assert.Equal(("got hello\n", "wrong\n", WebSocketCloseStatus.NormalClosure), (client.Text(1), client.Text(2), client.CloseStatus));
        if (hasStatus)
        {
            Assert.Equal(("NonZeroExitCode", "ExitCode", "5"), (client.Status.Text("reason"), client.Status.Text("details.causes.0.reason"), client.Status.Text("details.causes.0.message")));
        }
        else
        {
            Assert.Equal("command terminated with non-zero exit code: 5", client.Text(3));
        }
    }

    [Fact]
    public async Task Message_in_many_fragments_and_one_of_many_megabytes_arrive_whole()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("box", Manifests.Script(Idle)));
        using var client = await ChannelClient.ConnectAsync(ns.Cluster.Address, Exec(ns, "wc -c"));

        foreach (var one in "\0abc"u8.ToArray())
        {
            await client.SendRawAsync([one], isLast: false);
        }

        await client.SendRawAsync([], isLast: true);
        await client.SendRawAsync([]);
        await client.SendAsync(0, new byte[8 * 1024 * 1024]);
        await client.SendAsync(255, [0]);
        await client.ReceiveAllAsync();
        Assert.Equal($"{(8 * 1024 * 1024) + 3}\n", client.Text(1));
        Assert.Equal("Success", client.Status.Text("status"));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Message_that_the_protocol_does_not_have_ends_the_session_with_a_sentence(string what, byte[] message)
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("box", Manifests.Script(Idle)));
        using var client = await ChannelClient.ConnectAsync(ns.Cluster.Address, Exec(ns, "echo begun; exec sleep 4321"));
        await client.ReceiveUntilAsync(1, "begun");

        await client.SendRawAsync(message);
        await client.ReceiveAllAsync();
        Assert.True(client.CloseStatus == (WebSocketCloseStatus)ProtocolError, $"{what}: {client.CloseStatus}");
        Assert.Equal(("BadRequest", "400"), (client.Status.Text("reason"), client.Status.Text("code")));
        await NothingRunsAsync(ns);
    }

    [Fact]
    public async Task Text_where_bytes_belong_ends_the_session_with_a_sentence()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("box", Manifests.Script(Idle)));
        using var client = await ChannelClient.ConnectAsync(ns.Cluster.Address, Exec(ns, "exec sleep 4321"));

        await client.SendRawAsync("0hello"u8.ToArray(), WebSocketMessageType.Text);
        await client.ReceiveAllAsync();
        Assert.Contains("Binary messages only", client.Status.Text("message"), StringComparison.Ordinal);
        await NothingRunsAsync(ns);
    }

    [Fact]
    public async Task Client_that_vanishes_while_its_input_is_not_read_leaves_nothing_behind()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("box", Manifests.Script(Idle)));
        using var client = await ChannelClient.ConnectAsync(ns.Cluster.Address, Exec(ns, "echo begun; exec sleep 4321"));
        await client.ReceiveUntilAsync(1, "begun");

        var sending = client.SendAsync(0, new byte[16 * 1024 * 1024]);
        Assert.False(sending.IsCompleted);
        client.Socket.Abort();
        await Assert.ThrowsAnyAsync<Exception>(() => sending);
        await NothingRunsAsync(ns);
    }

    [Fact]
    public async Task Bytes_that_are_no_frames_end_the_connection_and_nothing_else()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("box", Manifests.Script(Idle)));
        var random = new Random(11);
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using var raw = await RawClient.UpgradeAsync(ns.Cluster.Address, Exec(ns, "exec sleep 4321"), "v5.channel.k8s.io");
            var garbage = new byte[random.Next(1, 4096)];
            random.NextBytes(garbage);
            await raw.SendAsync(garbage);
            await raw.EndAsync();
        }

        await NothingRunsAsync(ns);
        await Eventually.True(async () => (await ns.Cluster.Api.SendAsync(HttpMethod.Get, "/readyz")).IsSuccess, "the server serves on");
    }

    [Fact]
    public async Task Request_that_is_no_upgrade_is_answered_with_what_is_wrong()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("box", Manifests.Script(Idle)));
        var exec = Exec(ns, "true");

        var plain = await ns.Cluster.Api.SendAsync(HttpMethod.Get, exec);
        Assert.Equal((400, true), ((int)plain.Code, plain.Document.Text("message")!.Contains("Upgrade: websocket", StringComparison.Ordinal)));
        var post = await ns.Cluster.Api.SendAsync(HttpMethod.Post, exec);
        Assert.Equal(400, (int)post.Code);
        Assert.Contains("at least 1 of stdin, stdout, stderr", (await ns.Cluster.Api.SendAsync(HttpMethod.Get, $"{Api.Pods(ns.Name)}/box/exec?command=ls")).Body, StringComparison.Ordinal);
        Assert.Contains("command must be", (await ns.Cluster.Api.SendAsync(HttpMethod.Get, $"{Api.Pods(ns.Name)}/box/exec?stdout=true")).Body, StringComparison.Ordinal);
        Assert.Contains(" 400 ", await RawClient.RefusalAsync(ns.Cluster.Address, exec, "v9.channel.k8s.io"), StringComparison.Ordinal);
        Assert.Contains(" 403 ", await RawClient.RefusalAsync(ns.Cluster.Address, exec, "v5.channel.k8s.io", "Origin: http://example.com"), StringComparison.Ordinal);
        Assert.Contains("not over SPDY", await RawClient.RefusalAsync(ns.Cluster.Address, exec, null, "Upgrade: SPDY/3.1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Debug_is_refused_with_what_to_do_instead()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("box", Manifests.Script(Idle)));
        var answer = await ns.Cluster.Api.SendAsync(
            HttpMethod.Patch, $"{Api.Pods(ns.Name)}/box/ephemeralcontainers", """{"spec":{"ephemeralContainers":[{"name":"debugger","image":"any"}]}}""", "application/strategic-merge-patch+json");
        Assert.Equal(405, (int)answer.Code);
        Assert.Contains("use kubectl exec", answer.Document.Text("message"), StringComparison.Ordinal);
    }

    private static string Exec(TestNamespace ns, string script) =>
        $"{Api.Pods(ns.Name)}/box/exec?command=sh&command=-c&command={Uri.EscapeDataString(script)}&stdin=true&stdout=true&stderr=true";

    private static Task NothingRunsAsync(TestNamespace ns) => ns.Cluster.EventuallyAsync(
        async () => !(await ns.Kubectl.OutputOfAsync("exec", "box", "--", "ps")).Contains("sleep 4321", StringComparison.Ordinal), "no command of a session that is over runs");
}
