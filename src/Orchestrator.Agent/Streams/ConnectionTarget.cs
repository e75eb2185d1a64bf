using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Orchestrator.Contracts.Streams;

namespace Orchestrator.Agent.Streams;

/// <summary>A TCP connection to a port of a pod. Each direction ends on its own.</summary>
internal sealed class ConnectionTarget : IStreamTarget
{
    private const int PieceBytes = 32 * 1024;

    private readonly Socket _socket;

    private ConnectionTarget(Socket socket) => _socket = socket;

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">It was refused, or there is nobody.</exception>
    public static async Task<ConnectionTarget> ConnectAsync(IPEndPoint to, CancellationToken cancellationToken)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(to, cancellationToken).ConfigureAwait(false);
            return new ConnectionTarget(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task TakeInputAsync(PipeReader input, CancellationToken cancellationToken)
    {
        var stream = new NetworkStream(_socket, ownsSocket: false);
        await using (stream.ConfigureAwait(false))
        {
            await input.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
            _socket.Shutdown(SocketShutdown.Send);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StreamFrame> ReadOutputAsync(Task input, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[PieceBytes];
        while (await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            yield return new StreamFrame { Kind = StreamFrameKind.Stdout, Bytes = buffer.AsSpan(0, count).ToArray() };
        }

        yield return new StreamFrame { Kind = StreamFrameKind.OutputEnded };

        // What the other side does with input after it has said its last word is its own affair: a broken connection is then no failure.
        await input.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        yield return new StreamFrame { Kind = StreamFrameKind.End, ExitCode = 0 };
    }

    /// <inheritdoc/>
    public Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
