using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Orchestrator.Benchmarks.Measuring;

/// <summary>Asks a port of this machine over HTTP until it answers.</summary>
internal static class HttpProbe
{
    // Below the kernel's own range for outgoing connections, so that none of those takes a port first.
    private const int FirstPort = 21_000;
    private const int LastPort = 30_000;
    private static readonly TimeSpan Attempt = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);
    private static readonly byte[] Request = Encoding.ASCII.GetBytes("GET / HTTP/1.0\r\n\r\n");
    private static int _lastGiven = FirstPort;

    /// <summary>A port on which nothing listens, another one each time.</summary>
    public static int FreePort()
    {
        while (_lastGiven++ < LastPort)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Any, _lastGiven);
                listener.Start();
                return _lastGiven;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The next one may be free.
            }
        }

        throw new InvalidOperationException($"No port from {FirstPort} to {LastPort} is free.");
    }

    /// <summary>Waits for the first answer, whatever it says.</summary>
    public static Task FirstAnswerAsync(int port, CancellationToken cancellationToken) => Wait.UntilAsync(
        token => MissingAsync(port, token), $"an HTTP answer on port {port}", Within, Pause, cancellationToken);

    private static async Task<string?> MissingAsync(int port, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Attempt, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port, either.Token);
            await socket.SendAsync(Request, either.Token);
            var answer = new byte[64];
            var count = await socket.ReceiveAsync(answer, either.Token);
            return Encoding.ASCII.GetString(answer, 0, count).StartsWith("HTTP/1.", StringComparison.Ordinal) ? null : "the connection was closed";
        }
        catch (SocketException exception)
        {
            return exception.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "no answer in time";
        }
    }
}
