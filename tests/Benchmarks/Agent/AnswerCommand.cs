using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Benchmarks.Agent;

/// <summary>
/// <c>answer</c>: an HTTP server that says "ok" to everybody, on all addresses of the machine, in a process of its own, so that what it costs is not counted as ours. It
/// prints its port, and for each line that it reads the number of its answers; it ends with its input.
/// </summary>
internal static class AnswerCommand
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"u8.ToArray();
    private static readonly byte[] EndOfRequest = "\r\n\r\n"u8.ToArray();
    private static long _answers;

    /// <summary>The command.</summary>
    public static Command Make()
    {
        var command = new Command("answer", "A server for the benchmarks themselves.") { Hidden = true };
        command.SetAction(async (_, cancellationToken) => await RunAsync(cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Any, 0));
        listener.Listen(4096);
        await Console.Out.WriteLineAsync(((IPEndPoint)listener.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture));
        _ = AcceptAsync(listener, cancellationToken);
        while (await Console.In.ReadLineAsync(cancellationToken) is not null)
        {
            await Console.Out.WriteLineAsync(Interlocked.Read(ref _answers).ToString(CultureInfo.InvariantCulture));
        }

        return ExitCode.Met;
    }

    private static async Task AcceptAsync(Socket listener, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            _ = AnswerAsync(await listener.AcceptAsync(cancellationToken), cancellationToken);
        }
    }

    private static async Task AnswerAsync(Socket connection, CancellationToken cancellationToken)
    {
        using (connection)
        {
            try
            {
                var request = new byte[2048];
                var length = 0;
                while (request.AsSpan(0, length).IndexOf(EndOfRequest) < 0)
                {
                    var received = await connection.ReceiveAsync(request.AsMemory(length), cancellationToken);
                    if (received == 0)
                    {
                        return;
                    }

                    length += received;
                }

                await connection.SendAsync(Answer, cancellationToken);
                connection.Shutdown(SocketShutdown.Both);
                Interlocked.Increment(ref _answers);
            }
            catch (SocketException)
            {
                // The client went away; it knows why, and its side is what is measured.
            }
        }
    }
}
