using System.Net.WebSockets;

namespace Orchestrator.Gateway.Streaming;

/// <summary>A WebSocket on which several send, one message after the other.</summary>
internal sealed class SharedSocket(WebSocket socket) : IDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);

    /// <summary>For the one who receives.</summary>
    public WebSocket Socket => socket;

    /// <summary>Sends a message, and waits for as long as the client does not take it.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await socket.SendAsync(message, type, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Says that this side will say nothing more, and waits a while for the client to say the same.</summary>
    /// <param name="receiving">Receives from the client until it closes or its time is up; never fails.</param>
    /// <param name="life">The session's.</param>
    public async Task SayGoodbyeAsync(Task receiving, SessionLife life)
    {
        var (status, why) = life.Reason switch
        {
            null => (WebSocketCloseStatus.NormalClosure, null),
            StreamProtocolException wrong => (WebSocketCloseStatus.ProtocolError, Shortened(wrong.Message)),
            _ => (WebSocketCloseStatus.EndpointUnavailable, null),
        };
        life.End();
        try
        {
            await CloseOutputAsync(status, why, life.Abort);
        }
        finally
        {
            await receiving;
        }

        await DrainAsync(life.Abort);
    }

    public void Dispose() => _sending.Dispose();

    // Of a client that is still sending: a connection that is closed on what it sends would take our last words with it.
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        var passedOver = new byte[4096];
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            await socket.ReceiveAsync(passedOver.AsMemory(), cancellationToken);
        }
    }

    private async Task CloseOutputAsync(WebSocketCloseStatus status, string? why, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(status, why, cancellationToken);
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    // The frame has room for 123 bytes.
    private static string Shortened(string why)
    {
        const int CharactersMax = 120;
        return why.Length <= CharactersMax ? why : why[..CharactersMax];
    }
}
