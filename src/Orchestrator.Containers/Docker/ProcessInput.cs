using System.Runtime.InteropServices;
using Docker.DotNet;

namespace Orchestrator.Containers.Docker;

/// <summary>The writing side of a process' connection. Its end is the end of the process' input.</summary>
internal sealed class ProcessInput(MultiplexedStream stream, bool open, DockerProcess.StreamRead guard) : Stream
{
    private bool _open = open;

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => _open;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        SendAsync(new ArraySegment<byte>(buffer, offset, count), cancellationToken);

    /// <inheritdoc />
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await SendAsync(MemoryMarshal.TryGetArray(buffer, out var segment) ? segment : new ArraySegment<byte>(buffer.ToArray()), cancellationToken);

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("The input of a process is written asynchronously.");

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && _open)
        {
            _open = false;
            try
            {
                stream.CloseWrite();
            }
            catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException or ObjectDisposedException)
            {
                // The connection has ended, and the input with it.
            }
        }

        base.Dispose(disposing);
    }

    private Task<int> SendAsync(ArraySegment<byte> bytes, CancellationToken cancellationToken) => _open
        ? guard(
            EngineOperation.Exec,
            async token =>
            {
                await stream.WriteAsync(bytes.Array!, bytes.Offset, bytes.Count, token);
                return bytes.Count;
            },
            cancellationToken)
        : throw new NotSupportedException("The process has no input, or its input has ended.");
}
