using System.Buffers;
using System.Buffers.Text;
using System.Net.WebSockets;

namespace Orchestrator.Gateway.Streaming;

/// <summary>A WebSocket as numbered channels. Several may send at the same time, one receives.</summary>
internal sealed class ChannelSocket(SharedSocket socket, StreamProtocol protocol)
{
    private const int PieceBytesMax = 32 * 1024;

    private readonly byte[] _received = new byte[PieceBytesMax];
    private int _channel = -1;
    private int _kept;

    private WebSocketMessageType MessageType => protocol.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary;

    /// <summary>Sends a message on a channel, and waits for as long as the client does not take it.</summary>
    public async Task SendAsync(int channel, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var message = ArrayPool<byte>.Shared.Rent(1 + (protocol.IsText ? Base64.GetMaxEncodedToUtf8Length(bytes.Length) : bytes.Length));
        try
        {
            await socket.SendAsync(message.AsMemory(0, Write(message, channel, bytes.Span)), MessageType, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }
    }

    /// <summary>The next piece of a message, however long that is; null where the client has closed the connection. Messages without a channel are passed over.</summary>
    /// <exception cref="WebSocketException">The client went away, or does not speak WebSocket.</exception>
    public async Task<ChannelPiece?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var received = await socket.Socket.ReceiveAsync(_received.AsMemory(_kept), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (received.MessageType != MessageType)
            {
                throw new StreamProtocolException($"a message is {received.MessageType}, but the protocol {protocol.Name} has {MessageType} messages only");
            }

            var bytes = _received.AsMemory(0, _kept + received.Count);
            if (_channel < 0 && bytes.Length > 0)
            {
                _channel = ChannelOf(bytes.Span[0]);
                bytes = bytes[1..];
            }

            if (_channel >= 0)
            {
                var piece = new ChannelPiece(_channel, protocol.IsText ? Decode(bytes, received.EndOfMessage) : bytes, received.EndOfMessage);
                _channel = received.EndOfMessage ? -1 : _channel;
                return piece;
            }
        }
    }

    private int Write(Span<byte> message, int channel, ReadOnlySpan<byte> bytes)
    {
        if (!protocol.IsText)
        {
            message[0] = (byte)channel;
            bytes.CopyTo(message[1..]);
            return 1 + bytes.Length;
        }

        message[0] = (byte)('0' + channel);
        Base64.EncodeToUtf8(bytes, message[1..], out _, out var written);
        return 1 + written;
    }

    private int ChannelOf(byte first) => !protocol.IsText ? first
        : first is >= (byte)'0' and <= (byte)'9' ? first - '0'
        : throw new StreamProtocolException($"a message of the protocol {protocol.Name} begins with the digit of its channel");

    // Four characters are three bytes; what is left of an incomplete four waits for the next piece.
    private ReadOnlyMemory<byte> Decode(Memory<byte> text, bool isLast)
    {
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        var outcome = Base64.DecodeFromUtf8(text.Span, decoded, out var consumed, out var written, isLast);
        if (outcome is OperationStatus.InvalidData or OperationStatus.DestinationTooSmall || (isLast && outcome != OperationStatus.Done))
        {
            throw new StreamProtocolException($"a message of the protocol {protocol.Name} is not base64");
        }

        var rest = text[consumed..];
        rest.CopyTo(_received);
        _kept = rest.Length;
        return decoded.AsMemory(0, written);
    }
}
