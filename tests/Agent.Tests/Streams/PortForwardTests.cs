using System.Net;
using System.Net.Sockets;
using Orchestrator.Agent.Streams;
using Orchestrator.Contracts.Streams;

namespace Orchestrator.Agent.Tests.Streams;

public sealed class PortForwardTests(StreamWorld world) : IClassFixture<StreamWorld>
{
    [Fact]
    public async Task Forwarded_connection_ends_its_directions_on_their_own()
    {
        // It answers when its input has ended, and not before.
        var pod = await ListeningAsync("while true; do nc -l -p 7000 -e sh -c 'cat > /tmp/all; wc -c < /tmp/all'; done");
        await using var streams = world.Streams();
        await using var stream = await ForwardAsync(streams, pod, 7000);
        await stream.Input.WriteAsync(new byte[500_000]);
        await stream.Input.DisposeAsync();

        var said = await stream.ToEndAsync();

        Assert.Equal(("500000", 0), (said.Output.Trim(), said.ExitCode));
    }

    [Fact]
    public async Task Other_side_that_has_said_its_last_word_can_still_be_written_to()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var pod = await world.RunAsync("sleep 3600");
        world.Change(pod, here => here with { Pod = here.Pod with { Spec = here.Pod.Spec with { HostNetwork = true } } });
        await using var streams = world.Streams();
        await using var stream = await ForwardAsync(streams, pod, ((IPEndPoint)listener.LocalEndpoint).Port);
        using var served = await listener.AcceptSocketAsync();
        await served.SendAsync("hello"u8.ToArray());
        served.Shutdown(SocketShutdown.Send);
        await using var frames = stream.ReadAsync(default).GetAsyncEnumerator();
        await frames.UntilAsync("hello");
        Assert.True(await frames.NextAsync());
        Assert.Equal(StreamFrameKind.OutputEnded, frames.Current.Kind);

        await stream.Input.WriteAsync("late"u8.ToArray());

        var buffer = new byte[16];
        Assert.Equal(4, await served.ReceiveAsync(buffer).WaitAsync(Reading.Bound));
        await stream.Input.DisposeAsync();
        Assert.Equal(0, await served.ReceiveAsync(buffer).WaitAsync(Reading.Bound));
        Assert.True(await frames.NextAsync());
        Assert.Equal((StreamFrameKind.End, 0), (frames.Current.Kind, frames.Current.ExitCode));
    }

    [Fact]
    public async Task Reader_that_goes_closes_the_connection()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var pod = await world.RunAsync("sleep 3600");
        world.Change(pod, here => here with { Pod = here.Pod with { Spec = here.Pod.Spec with { HostNetwork = true } } });
        await using var streams = world.Streams();
        var stream = await ForwardAsync(streams, pod, ((IPEndPoint)listener.LocalEndpoint).Port);
        using var served = await listener.AcceptSocketAsync();

        await stream.DisposeAsync();

        Assert.Equal(0, await served.ReceiveAsync(new byte[16]).WaitAsync(Reading.Bound));
    }

    [Fact]
    public async Task Connection_that_is_refused_says_where_nothing_listens()
    {
        var pod = await world.RunAsync("sleep 3600");
        await using var streams = world.Streams();

        var why = await Reading.RefusedAsync(503, () => ForwardAsync(streams, pod, 7001));

        Assert.StartsWith("error forwarding port 7001 to pod p: connection refused: nothing listens on this port at ", why, StringComparison.Ordinal);
        Assert.Contains("between 1 and 65535", await Reading.RefusedAsync(400, () => ForwardAsync(streams, pod, 0)), StringComparison.Ordinal);
        await world.Engine.StopContainerAsync(world.IdOf(pod), TimeSpan.Zero, default);
        await world.EndedAsync(pod);
        Assert.Contains("is not running", await Reading.RefusedAsync(400, () => ForwardAsync(streams, pod, 7001)), StringComparison.Ordinal);
    }

    private static Task<PodStream> ForwardAsync(NodeStreams streams, string pod, int port) => StreamWorld.Client(streams).ForwardAsync("n", new PortForwardRequest(pod, port), default);

    // A connection to see whether it listens would be taken for a client, so the listener is looked for among the container's sockets.
    private async Task<string> ListeningAsync(string script)
    {
        var pod = await world.RunAsync(script);
        await TestKit.Eventually.True(
            () => Task.FromResult(world.ProcessesOf(pod).Any(process => File.ReadAllText($"/proc/{process}/net/tcp").Contains(":1B58 00000000:0000 0A", StringComparison.Ordinal)
                || File.ReadAllText($"/proc/{process}/net/tcp6").Contains(":1B58 00000000000000000000000000000000:0000 0A", StringComparison.Ordinal))),
            "something listens on port 7000");
        return pod;
    }
}
