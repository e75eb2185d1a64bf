using System.Buffers;
using System.Buffers.Binary;
using System.Net.WebSockets;

namespace Orchestrator.Gateway.Streaming.Spdy;

/// <summary>Sends frames, a message each, for several streams that send at the same time.</summary>
internal sealed class SpdyFrameWriter(SharedSocket socket)
{
    private const uint Control = 0x80030000;

    // The headers of all answers are one zlib stream, which begins with this. Ours are empty, so compressing them would gain nothing.
    private static readonly byte[] Zlib = [0x78, 0x01];

    // Readers hand on what they have read when an empty block follows: compressors end what they flush with one.
    private static readonly byte[] NoHeaders = [.. StoredBlock.Of([0, 0, 0, 0]), .. StoredBlock.Of([])];

    private bool _hasReplied;

    /// <summary>Accepts a stream.</summary>
    public async Task ReplyAsync(int streamId, CancellationToken cancellationToken)
    {
        byte[] headers = _hasReplied ? NoHeaders : [.. Zlib, .. NoHeaders];
        _hasReplied = true;
        await SendControlAsync(SpdyFrameType.SynReply, [.. Number(streamId), .. headers], cancellationToken);
    }

    /// <summary>Refuses a stream, as one that the server has no room for.</summary>
    public Task RefuseAsync(int streamId, CancellationToken cancellationToken)
    {
        const int RefusedStream = 3;
        return SendControlAsync(SpdyFrameType.RstStream, [.. Number(streamId), .. Number(RefusedStream)], cancellationToken);
    }

    /// <summary>Answers a ping with itself.</summary>
    public Task PongAsync(ReadOnlyMemory<byte> ping, CancellationToken cancellationToken) => SendControlAsync(SpdyFrameType.Ping, ping.ToArray(), cancellationToken);

    /// <summary>Sends bytes of a stream.</summary>
    public async Task SendAsync(int streamId, ReadOnlyMemory<byte> bytes, bool isLast, CancellationToken cancellationToken)
    {
        const int HeaderBytes = 8;
        var frame = ArrayPool<byte>.Shared.Rent(HeaderBytes + bytes.Length);
        try
        {
            BinaryPrimitives.WriteInt32BigEndian(frame, streamId);
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(sizeof(int)), bytes.Length | (isLast ? 1 << 24 : 0));
            bytes.CopyTo(frame.AsMemory(HeaderBytes));
            await socket.SendAsync(frame.AsMemory(0, HeaderBytes + bytes.Length), WebSocketMessageType.Binary, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    private Task SendControlAsync(int type, byte[] content, CancellationToken cancellationToken) =>
        socket.SendAsync((byte[])[.. Number((int)(Control | (uint)type)), .. Number(content.Length), .. content], WebSocketMessageType.Binary, cancellationToken);

    private static byte[] Number(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
