using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Orchestrator.Clients.Tests.Streaming;

/// <summary>A client that says just what a test wants it to say.</summary>
public sealed class ChannelClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly SortedDictionary<int, MemoryStream> _received = [];

    public ClientWebSocket Socket => _socket;

    public bool IsText { get; init; }

    /// <summary>Why the server closed.</summary>
    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    /// <summary>What came last on the channel of errors.</summary>
    public JsonNode Status => JsonNode.Parse(Text(3))!;

    private static CancellationToken Bound => new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public static async Task<ChannelClient> ConnectAsync(Uri api, string path, string? protocol = "v5.channel.k8s.io")
    {
        var client = new ChannelClient { IsText = protocol?.Contains("base64", StringComparison.Ordinal) == true };
        if (protocol is not null)
        {
            client._socket.Options.AddSubProtocol(protocol);
        }

        await client._socket.ConnectAsync(new UriBuilder(new Uri(api, path)) { Scheme = "ws" }.Uri, Bound);
        return client;
    }

    public string Text(int channel) => Encoding.UTF8.GetString(Bytes(channel));

    public byte[] Bytes(int channel) => _received.TryGetValue(channel, out var bytes) ? bytes.ToArray() : [];

    public Task SendAsync(int channel, string text) => SendAsync(channel, Encoding.UTF8.GetBytes(text));

    public Task SendAsync(int channel, byte[] bytes) => IsText
        ? _socket.SendAsync(Encoding.ASCII.GetBytes(channel + Convert.ToBase64String(bytes)), WebSocketMessageType.Text, true, Bound)
        : _socket.SendAsync((byte[])[(byte)channel, .. bytes], WebSocketMessageType.Binary, true, Bound);

    /// <summary>Sends a frame as it is, which may be a part of a message.</summary>
    public Task SendRawAsync(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Binary, bool isLast = true) => _socket.SendAsync(bytes, type, isLast, Bound);

    /// <summary>Receives until a channel holds the text.</summary>
    public async Task ReceiveUntilAsync(int channel, string text)
    {
        while (!Text(channel).Contains(text, StringComparison.Ordinal))
        {
            Assert.True(await ReceiveAsync(), $"the server closed before '{text}'; it said: {Text(channel)} {Text(3)}");
        }
    }

    /// <summary>Receives until the server closes, and closes too.</summary>
    public async Task ReceiveAllAsync()
    {
        while (await ReceiveAsync())
        {
        }

        if (_socket.State == WebSocketState.CloseReceived)
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Bound);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReceiveAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), Bound);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        if (part.MessageType == WebSocketMessageType.Close)
        {
            return false;
        }

        Assert.Equal(IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, part.MessageType);
        var bytes = message.ToArray();
        var channel = IsText ? bytes[0] - '0' : bytes[0];
        _received.TryAdd(channel, new MemoryStream());
        _received[channel].Write(IsText ? Convert.FromBase64String(Encoding.ASCII.GetString(bytes[1..])) : bytes[1..]);
        return true;
    }
}
