using System.Buffers.Binary;
using System.Text;
using Docker.DotNet.Http;

namespace Docker.DotNet;

/// <summary>
/// The output of a process, with stdout and stderr told apart. Without a terminal the engine sends frames: one byte for the stream, three of padding,
/// four for the length in big-endian order, then the bytes. With one it sends the bytes alone.
/// </summary>
public class MultiplexedStream(Stream stream, bool multiplexed) : IDisposable
{
    private const int BufferBytes = 81920;

    private readonly byte[] _header = new byte[8];
    private TargetStream _target = TargetStream.StandardOut;
    private int _remaining;

    /// <summary>Which stream of a process it is.</summary>
    public enum TargetStream
    {
        StandardIn = 0,
        StandardOut = 1,
        StandardError = 2,
    }

    /// <summary>Tells the process that its input has ended; where the stream only reads, nothing happens.</summary>
    public void CloseWrite() => (stream as HijackedStream)?.CloseWrite();

    /// <summary>Writes to the process' input.</summary>
    public Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        stream.WriteAsync(buffer, offset, count, cancellationToken);

    /// <summary>Reads what comes next, of one stream only; a count of 0 is the end.</summary>
    public async Task<ReadResult> ReadOutputAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (!multiplexed)
        {
            return new ReadResult { Count = await stream.ReadAsync(buffer.AsMemory(offset, count), cancellationToken), Target = TargetStream.StandardOut };
        }

        while (_remaining == 0)
        {
            if (!await ReadHeaderAsync(cancellationToken))
            {
                return default;
            }
        }

        var read = await stream.ReadAsync(buffer.AsMemory(offset, Math.Min(count, _remaining)), cancellationToken);
        if (read == 0 && count > 0)
        {
            throw new EndOfStreamException("The engine's output ended inside a frame.");
        }

        _remaining -= read;
        return new ReadResult { Count = read, Target = _target };
    }

    /// <summary>Reads all output as text.</summary>
    public async Task<(string stdout, string stderr)> ReadOutputToEndAsync(CancellationToken cancellationToken)
    {
        using var stdout = new MemoryStream();
        using var stderr = new MemoryStream();
        await CopyOutputToAsync(Stream.Null, stdout, stderr, cancellationToken);
        return (Encoding.UTF8.GetString(stdout.GetBuffer(), 0, (int)stdout.Length), Encoding.UTF8.GetString(stderr.GetBuffer(), 0, (int)stderr.Length));
    }

    /// <summary>Writes all of a stream to the process' input.</summary>
    public Task CopyFromAsync(Stream input, CancellationToken cancellationToken) => input.CopyToAsync(stream, BufferBytes, cancellationToken);

    /// <summary>Writes all output to one stream for each of its sources.</summary>
    public async Task CopyOutputToAsync(Stream stdin, Stream stdout, Stream stderr, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        while (await ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken) is { EOF: false } result)
        {
            var target = result.Target switch
            {
                TargetStream.StandardIn => stdin,
                TargetStream.StandardOut => stdout,
                _ => stderr,
            };
            await target.WriteAsync(buffer.AsMemory(0, result.Count), cancellationToken);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        stream.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<bool> ReadHeaderAsync(CancellationToken cancellationToken)
    {
        var read = await stream.ReadAtLeastAsync(_header, _header.Length, throwOnEndOfStream: false, cancellationToken);
        if (read == 0)
        {
            return false;
        }

        if (read < _header.Length)
        {
            throw new EndOfStreamException("The engine's output ended inside a frame's header.");
        }

        _target = _header[0] <= (byte)TargetStream.StandardError ? (TargetStream)_header[0] : throw new IOException("unknown stream type");
        _remaining = checked((int)BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(4)));
        return true;
    }

    /// <summary>What was read.</summary>
    public struct ReadResult
    {
        /// <summary>Bytes.</summary>
        public int Count { get; set; }

        /// <summary>Which stream they are of.</summary>
        public TargetStream Target { get; set; }

        /// <summary>Whether there is no more.</summary>
        public readonly bool EOF => Count == 0;
    }
}
