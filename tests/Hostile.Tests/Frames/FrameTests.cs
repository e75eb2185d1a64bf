using System.Net.Sockets;
using Orchestrator.Clients.Tests.Streaming;
using Orchestrator.Hostile.Tests.Support;
using Orchestrator.TestKit;

namespace Orchestrator.Hostile.Tests.Frames;

/// <summary>Streams to a pod whose client sends anything. The server may end them as it likes, but it ends them, and serves the next one.</summary>
[Collection(HostileCollection.Name)]
public sealed class FrameTests(HostileCluster hostile)
{
    private const int FramesMax = 12;
    private const int RequestsPerSession = 100;
    private const int SessionsMin = 20;
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(6);

    private static readonly (string Query, string Protocol)[] Streams =
    [
        ("exec?command=cat&stdin=true&stdout=true&stderr=true", "v5.channel.k8s.io"),
        ("exec?command=sh&stdin=true&stdout=true&tty=true", "v4.channel.k8s.io"),
        ("exec?command=cat&stdin=true&stdout=true", "v4.base64.channel.k8s.io"),
        ("attach?stdin=true&stdout=true&stderr=true", "v5.channel.k8s.io"),
        ("portforward?ports=80", "v4.channel.k8s.io"),
        ("portforward", "SPDY/3.1+portforward.k8s.io"),
    ];

    [Fact]
    public async Task Mutated_frames_end_their_own_stream_and_nothing_else()
    {
        var random = new Random(Volume.Seed);
        var began = TimeProvider.System.GetTimestamp();
        for (var session = 0; Goes(session, began); session++)
        {
            var (query, protocol) = Streams[random.Next(Streams.Length)];
            var frames = Enumerable.Range(0, random.Next(1, FramesMax)).Select(_ => Frame.Make(random)).ToList();
            try
            {
                await SendAsync($"{HostileCluster.Pod}/{query}", protocol, frames);
            }
            catch (TimeoutException hung)
            {
                Assert.Fail($"seed {Volume.Seed}, session {session} of {query} hangs: {hung.Message}\n{string.Join('\n', frames.Select(Convert.ToHexString))}");
            }
        }

        await hostile.RequireWellAsync();

        // A pod has so many streams at once, and each of the many that were left is there until the engine has ended it.
        await Eventually.True(async () => await OutputAsync("echo still here") == "still here\n", "the pod runs a command, and its output comes");
    }

    private static bool Goes(int session, long began) => Volume.Requests is { } requests
        ? session < requests / RequestsPerSession
        : session < SessionsMin || TimeProvider.System.GetElapsedTime(began) < Slice;

    private async Task SendAsync(string path, string protocol, List<byte[]> frames)
    {
        using var client = await RawClient.UpgradeAsync(hostile.Cluster.Address, path, protocol);
        try
        {
            foreach (var frame in frames)
            {
                await client.SendAsync(frame);
            }
        }
        catch (Exception ended) when (ended is IOException or SocketException)
        {
            // The server has had enough of it.
        }

        await client.EndAsync();
    }

    private async Task<string> OutputAsync(string script)
    {
        var query = $"exec?command=sh&command=-c&command={Uri.EscapeDataString(script)}&stdout=true";
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.AddSubProtocol("v5.channel.k8s.io");
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await socket.ConnectAsync(new UriBuilder(new Uri(hostile.Cluster.Address, $"{HostileCluster.Pod}/{query}")) { Scheme = "ws" }.Uri, bound.Token);
        var output = new List<byte>();
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, bound.Token) is { MessageType: not System.Net.WebSockets.WebSocketMessageType.Close } part)
        {
            // The first byte of a message is its channel; output is short enough to come whole.
            output.AddRange(buffer[0] == 1 ? buffer[1..part.Count] : []);
        }

        return System.Text.Encoding.UTF8.GetString([.. output]);
    }
}
