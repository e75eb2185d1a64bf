using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using Orchestrator.Gateway.Streaming.Forwarding;

namespace Orchestrator.Gateway.Streaming.Spdy;

/// <summary>Connections to ports of a pod as streams of SPDY/3.1, whose bytes are those of a WebSocket's messages.</summary>
internal sealed class SpdyTunnel(SharedSocket socket, SessionLife life, Func<SpdyConnection, Forward> open) : IDisposable
{
    /// <summary>What clients ask for it by.</summary>
    public const string Protocol = "SPDY/3.1+portforward.k8s.io";

    private const int ConnectionsMax = 128;

    private readonly SpdyFrameReader _frames = new(socket.Socket);
    private readonly SpdyFrameWriter _writer = new(socket);
    private readonly SpdyHeaderReader _headers = new();
    private readonly ConcurrentDictionary<int, SpdyConnection> _streams = new();
    private readonly ConcurrentDictionary<string, SpdyConnection> _requests = new(StringComparer.Ordinal);
    private int _lastStream;

    /// <summary>Runs until the client goes.</summary>
    public async Task RunAsync()
    {
        var receiving = _frames.ReceiveAsync(life.Abort);
        try
        {
            await TakeFramesAsync();
        }
        catch (StreamProtocolException wrong)
        {
            life.End(wrong);
        }
        catch (Exception gone) when (PodStreamSessions.IsOfGoneClient(gone))
        {
            life.End();
        }
        finally
        {
            life.End();
            await Task.WhenAll(_requests.Values.Select(connection => connection.Running));
            _frames.Stop();
            await socket.SayGoodbyeAsync(receiving, life);
        }
    }

    public void Dispose()
    {
        foreach (var connection in _requests.Values)
        {
            connection.Dispose();
        }

        _headers.Dispose();
    }

    private async Task TakeFramesAsync()
    {
        while (await _frames.ReadAsync(life.Ending) is { } frame)
        {
            if (!frame.IsControl)
            {
                await TakeBytesAsync(frame);
            }
            else if (!await TakeControlAsync(frame, await _frames.ReadControlAsync(frame, life.Ending)))
            {
                return;
            }
        }
    }

    // What comes for a stream that is over was on its way when it ended, and on the streams of errors only the server speaks.
    private async Task TakeBytesAsync(SpdyFrame frame)
    {
        var connection = _streams.GetValueOrDefault(frame.StreamId);
        await _frames.PassAsync(frame, connection is null ? _ => ValueTask.CompletedTask : connection.TakeAsync, life.Ending);
        if (frame.IsLast)
        {
            connection?.EndInput();
        }
    }

    // Whether there is more to come.
    private async Task<bool> TakeControlAsync(SpdyFrame frame, ReadOnlyMemory<byte> content)
    {
        switch (frame.Type)
        {
            case SpdyFrameType.SynStream:
                await BeginAsync(content, frame.IsLast);
                break;
            case SpdyFrameType.Headers:
                _headers.Read(Rest(content, sizeof(int)));
                break;
            case SpdyFrameType.RstStream:
                _streams.GetValueOrDefault(Number(content))?.Reset();
                break;
            case SpdyFrameType.Ping:
                await _writer.PongAsync(Rest(content, 0), life.Abort);
                break;
            case SpdyFrameType.SynReply:
                throw new StreamProtocolException($"no stream was opened by the server; got an answer to stream {Number(content)}");
            case SpdyFrameType.GoAway:
                return false;
        }

        return true;
    }

    private async Task BeginAsync(ReadOnlyMemory<byte> content, bool isLast)
    {
        const int HeadersAt = 10;
        var stream = Number(content);
        var headers = _headers.Read(Rest(content, HeadersAt));
        if (stream <= _lastStream || stream % 2 == 0)
        {
            throw new StreamProtocolException($"streams have odd and rising numbers; got {stream} after {_lastStream}");
        }

        _lastStream = stream;
        switch (headers.GetValueOrDefault("streamtype"))
        {
            case "error":
                await BeginConnectionAsync(stream, headers);
                break;
            case "data":
                await StartAsync(stream, headers, isLast);
                break;
            default:
                throw new StreamProtocolException("""the header streamtype of a stream is "error" or "data".""");
        }
    }

    private async Task BeginConnectionAsync(int stream, IReadOnlyDictionary<string, string> headers)
    {
        var port = int.TryParse(headers.GetValueOrDefault("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535
            ? number
            : throw new StreamProtocolException("the header port of a stream is a number from 1 to 65535");
        if (_requests.Count >= ConnectionsMax)
        {
            await _writer.RefuseAsync(stream, life.Abort);
            return;
        }

        var connection = new SpdyConnection(_writer, life, port, stream, open);
        if (!_requests.TryAdd(headers.GetValueOrDefault("requestid") ?? "", connection))
        {
            connection.Dispose();
            throw new StreamProtocolException("the header requestid is that of a connection that is still open");
        }

        await _writer.ReplyAsync(stream, life.Abort);
    }

    private async Task StartAsync(int stream, IReadOnlyDictionary<string, string> headers, bool isLast)
    {
        var request = headers.GetValueOrDefault("requestid") ?? "";
        if (!_requests.TryGetValue(request, out var connection) || connection.IsStarted)
        {
            await _writer.RefuseAsync(stream, life.Abort);
            return;
        }

        await _writer.ReplyAsync(stream, life.Abort);
        _streams[stream] = connection;
        if (isLast)
        {
            connection.EndInput();
        }

        connection.Start(stream, () =>
        {
            _streams.TryRemove(stream, out _);
            _requests.TryRemove(request, out _);
        });
    }

    private static int Number(ReadOnlyMemory<byte> content) => (int)(BinaryPrimitives.ReadUInt32BigEndian(Rest(content, 0, sizeof(int)).Span) & int.MaxValue);

    private static ReadOnlyMemory<byte> Rest(ReadOnlyMemory<byte> content, int from, int atLeast = 0) =>
        content.Length >= from + atLeast ? content[from..] : throw new StreamProtocolException("a control frame is shorter than its kind is");
}
