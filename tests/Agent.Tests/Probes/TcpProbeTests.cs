using System.Net;
using System.Net.Sockets;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Tests.Probes;

public sealed class TcpProbeTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("localhost")]
    public async Task Port_that_somebody_listens_on_is_a_success(string? host)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var bench = new ProbeBench();

        Assert.Equal((true, ""), await bench.AskOnceAsync(Connect(((IPEndPoint)listener.LocalEndpoint).Port, host)));
    }

    [Fact]
    public async Task Port_that_nobody_listens_on_is_a_failure()
    {
        var port = HttpProbeTests.UnusedPort();
        using var bench = new ProbeBench();

        var answer = await bench.AskOnceAsync(Connect(port, null));

        Assert.Equal((false, $"Unhealthy: Readiness probe failed: dial tcp 127.0.0.1:{port}: connect: connection refused"), answer);
    }

    [Fact]
    public async Task Connection_that_does_not_open_fails_when_the_time_is_up()
    {
        // A listener that takes nothing, behind a queue that is full: the next connection waits.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(IPAddress.Loopback, port);
        using var bench = new ProbeBench();
        var (watch, heard) = bench.Watch(new Container { Name = "web", ReadinessProbe = Connect(port, null) });

        await bench.Clock.AdvanceUntilAsync(() => heard.Events.Count > 0);

        Assert.Equal($"Unhealthy: Readiness probe failed: dial tcp 127.0.0.1:{port}: i/o timeout", heard.Events[0]);
        watch.Dispose();
    }

    private static Probe Connect(int port, string? host) => new() { TcpSocket = new TcpSocketAction { Port = port, Host = host } };
}
