using System.Buffers.Binary;
using System.Net.WebSockets;
using Orchestrator.Clients.Tests.Support;
using Orchestrator.TestKit.Clusters;

namespace Orchestrator.Clients.Tests.Streaming;

/// <summary>Port-forward as other clients than kubectl ask for it, and as nobody should.</summary>
public sealed class ForwardProtocolTests(ClientsFixture clients) : IClassFixture<ClientsFixture>
{
    private const string Spdy = "SPDY/3.1+portforward.k8s.io";
    private static readonly byte[] Request = "GET / HTTP/1.0\r\n\r\n"u8.ToArray();

    public static TheoryData<string, byte[]> Wrong => new()
    {
        { "another version", [0x80, 2, 0, 6, 0, 0, 0, 4, 0, 0, 0, 1] },
        { "headers that are not compressed", [0x80, 3, 0, 1, 0, 0, 0, 18, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8] },
        { "a frame that is too short", [0x80, 3, 0, 1, 0, 0, 0, 2, 0, 0] },
        { "a frame that is too long", [0x80, 3, 0, 1, 0, 0xff, 0xff, 0xff] },
        { "a stream that must not have an even number", [0x80, 3, 0, 1, 0, 0, 0, 23, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0x78, 1, 0, 4, 0, 0xfb, 0xff, 0, 0, 0, 0, 0, 0] },
        { "headers that claim to be endless", [0x80, 3, 0, 1, 0, 0, 0, 21, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x78, 1, 0, 4, 0, 0xfb, 0xff, 0xff, 0xff, 0xff, 0xff] },
        { "an answer to no question", [0x80, 3, 0, 2, 0, 0, 0, 4, 0, 0, 0, 1] },
    };

    [Theory]
    [InlineData("v4.channel.k8s.io")]
    [InlineData("v4.base64.channel.k8s.io")]
    public async Task Ports_of_the_request_are_channels_and_each_says_which_it_is(string protocol)
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ServingPodAsync("web");
        using var client = await ChannelClient.ConnectAsync(ns.Cluster.Address, $"{Api.Pods(ns.Name)}/web/portforward?ports=8080&ports=81", protocol);

        await client.SendAsync(0, Request);
        await client.ReceiveAllAsync();
        Assert.Equal([8080, 8080, 81, 81], Enumerable.Range(0, 4).Select(channel => (int)BinaryPrimitives.ReadUInt16LittleEndian(client.Bytes(channel))));
        Assert.Contains("hello from web,", client.Text(0), StringComparison.Ordinal);
        Assert.Equal(2, client.Bytes(1).Length);
        Assert.Contains("error forwarding port 81 to pod web: connection refused", client.Text(3), StringComparison.Ordinal);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, client.CloseStatus);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ports=0")]
    [InlineData("ports=http")]
    [InlineData("ports=80,,81")]
    [InlineData("ports=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17")]
    public async Task Ports_that_are_none_are_refused(string query)
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("web", Manifests.Hello()));
        Assert.Contains("ports must", await RawClient.RefusalAsync(ns.Cluster.Address, $"{Api.Pods(ns.Name)}/web/portforward?{query}", "v4.channel.k8s.io"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_on_a_channel_of_errors_ends_the_session()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("web", Manifests.Hello()));
        using var client = await ChannelClient.ConnectAsync(ns.Cluster.Address, $"{Api.Pods(ns.Name)}/web/portforward?ports=8080", "v4.channel.k8s.io");

        await client.SendAsync(1, "x");
        await client.ReceiveAllAsync();
        Assert.Equal(WebSocketCloseStatus.ProtocolError, client.CloseStatus);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Frame_that_spdy_does_not_have_ends_the_session(string what, byte[] frame)
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("web", Manifests.Hello()));
        using var socket = await TunnelAsync(ns);

        await socket.SendAsync(frame, WebSocketMessageType.Binary, true, Bound);
        var end = await socket.ReceiveAsync(new byte[1024], Bound);
        Assert.Equal((what, WebSocketMessageType.Close, WebSocketCloseStatus.ProtocolError), (what, end.MessageType, end.CloseStatus));
    }

    [Fact]
    public async Task Bytes_of_streams_that_there_are_not_are_passed_over_and_pings_are_answered()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ReadyPodAsync(Manifests.Pod("web", Manifests.Hello()));
        using var socket = await TunnelAsync(ns);
        byte[] ping = [0x80, 3, 0, 6, 0, 0, 0, 4, 0, 0, 0, 7];
        byte[] frames = [0, 0, 0, 9, 0, 0, 0, 3, 1, 2, 3, 0x80, 3, 0, 3, 0, 0, 0, 8, 0, 0, 0, 9, 0, 0, 0, 1, .. ping];

        // Cut anywhere, with messages of nothing between.
        foreach (var piece in frames.Chunk(5))
        {
            await socket.SendAsync(piece, WebSocketMessageType.Binary, true, Bound);
            await socket.SendAsync(Array.Empty<byte>(), WebSocketMessageType.Binary, true, Bound);
        }

        var buffer = new byte[1024];
        var answer = await socket.ReceiveAsync(buffer, Bound);
        Assert.Equal(ping, buffer[..answer.Count]);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Bound);
    }

    [Fact]
    public async Task Noise_in_place_of_frames_hangs_nothing_and_breaks_nothing()
    {
        await using var ns = await clients.NewNamespaceAsync();
        await ns.ServingPodAsync("web");
        var random = new Random(5);
        for (var attempt = 0; attempt < 30; attempt++)
        {
            using var socket = await TunnelAsync(ns);
            var noise = new byte[random.Next(1, 2048)];
            random.NextBytes(noise);

            // Half of them begin as a frame would.
            (noise[0], noise[^1]) = (attempt % 2 == 0 ? (byte)0x80 : noise[0], 0);
            await socket.SendAsync(noise, WebSocketMessageType.Binary, true, Bound);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Bound);
            while ((await socket.ReceiveAsync(new byte[4096], Bound)).MessageType != WebSocketMessageType.Close)
            {
            }
        }

        using var client = await ChannelClient.ConnectAsync(ns.Cluster.Address, $"{Api.Pods(ns.Name)}/web/portforward?ports=8080", "v4.channel.k8s.io");
        await client.SendAsync(0, Request);
        await client.ReceiveUntilAsync(0, "hello from web,");
    }

    private static CancellationToken Bound => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    // .NET's client does not take a protocol of this name, so the upgrade is made by hand.
    private static async Task<WebSocket> TunnelAsync(TestNamespace ns)
    {
        var raw = await RawClient.UpgradeAsync(ns.Cluster.Address, $"{Api.Pods(ns.Name)}/web/portforward", Spdy);
        return WebSocket.CreateFromStream(raw.Stream, new WebSocketCreationOptions { IsServer = false });
    }
}
