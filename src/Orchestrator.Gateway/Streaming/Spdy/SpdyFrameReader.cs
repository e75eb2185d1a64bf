using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.WebSockets;

namespace Orchestrator.Gateway.Streaming.Spdy;

/// <summary>Reads frames from a WebSocket, whose messages are a stream of bytes that is cut anywhere.</summary>
internal sealed class SpdyFrameReader(WebSocket socket)
{
    private const int HeaderBytes = 8;
    private const int ControlBytesMax = 64 * 1024;
    private const int Version = 3;

    private readonly Pipe _bytes = new(new PipeOptions(useSynchronizationContext: false));

    /// <summary>Receives until the client closes or goes away; meanwhile frames can be read.</summary>
    public async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(_bytes.Writer.GetMemory(), cancellationToken);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                if (received.MessageType != WebSocketMessageType.Binary)
                {
                    throw new StreamProtocolException("a message is Text, but SPDY frames come in Binary messages");
                }

                _bytes.Writer.Advance(received.Count);
                if ((await _bytes.Writer.FlushAsync(cancellationToken)).IsCompleted)
                {
                    break;
                }
            }

            await _bytes.Writer.CompleteAsync();
        }
#pragma warning disable CA1031 // Whoever reads the frames gets it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            await _bytes.Writer.CompleteAsync(fault);
        }
    }

    /// <summary>The beginning of the next frame; null where the client has closed.</summary>
    public async Task<SpdyFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await _bytes.Reader.ReadAtLeastAsync(HeaderBytes, cancellationToken);
        if (read.Buffer.Length < HeaderBytes)
        {
            return null;
        }

        var frame = Parse(read.Buffer.Slice(0, HeaderBytes).ToArray());
        _bytes.Reader.AdvanceTo(read.Buffer.GetPosition(HeaderBytes));
        return frame;
    }

    /// <summary>What follows a control frame's beginning.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadControlAsync(SpdyFrame frame, CancellationToken cancellationToken)
    {
        if (frame.Length > ControlBytesMax)
        {
            throw new StreamProtocolException($"a control frame has at most {ControlBytesMax} bytes; got {frame.Length}");
        }

        var read = await _bytes.Reader.ReadAtLeastAsync(frame.Length, cancellationToken);
        if (read.Buffer.Length < frame.Length)
        {
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
        }

        var content = read.Buffer.Slice(0, frame.Length).ToArray();
        _bytes.Reader.AdvanceTo(read.Buffer.GetPosition(frame.Length));
        return content;
    }

    /// <summary>A stream's bytes, as they come.</summary>
    public async Task PassAsync(SpdyFrame frame, Func<ReadOnlyMemory<byte>, ValueTask> take, CancellationToken cancellationToken)
    {
        for (long left = frame.Length; left > 0;)
        {
            var read = await _bytes.Reader.ReadAsync(cancellationToken);
            if (read.Buffer.IsEmpty && read.IsCompleted)
            {
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
            }

            var bytes = read.Buffer.Slice(0, Math.Min(left, read.Buffer.Length));
            foreach (var piece in bytes)
            {
                await take(piece);
            }

            left -= bytes.Length;
            _bytes.Reader.AdvanceTo(bytes.End);
        }
    }

    /// <summary>Nothing more is read; what still comes is passed over.</summary>
    public void Stop() => _bytes.Reader.Complete();

    private static SpdyFrame Parse(ReadOnlySpan<byte> header)
    {
        const byte Fin = 0x01;
        var first = BinaryPrimitives.ReadUInt32BigEndian(header);
        var isControl = first >> 31 == 1;
        if (isControl && ((first >> 16) & 0x7fff) != Version)
        {
            throw new StreamProtocolException($"frames are of SPDY/3.1; got version {(first >> 16) & 0x7fff}");
        }

        var length = (int)(BinaryPrimitives.ReadUInt32BigEndian(header[sizeof(uint)..]) & 0xffffff);
        return new SpdyFrame(isControl, isControl ? (int)(first & 0xffff) : 0, isControl ? 0 : (int)first, (header[sizeof(uint)] & Fin) != 0, length);
    }
}
