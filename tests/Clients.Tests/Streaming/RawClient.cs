using System.Net.Sockets;
using System.Text;

namespace Orchestrator.Clients.Tests.Streaming;

/// <summary>Asks for a WebSocket and then sends any bytes.</summary>
public sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);
    private readonly TcpClient _connection;

    private RawClient(TcpClient connection) => (_connection, Stream) = (connection, connection.GetStream());

    public Stream Stream { get; }

    /// <summary>A connection that was answered 101.</summary>
    public static async Task<RawClient> UpgradeAsync(Uri api, string path, string protocol)
    {
        var client = await SendAsync(api, path, protocol, []);
        var answer = await client.ReadAsync("\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 101 ", answer, StringComparison.Ordinal);
        return client;
    }

    /// <summary>The beginning of an answer that is no 101.</summary>
    public static async Task<string> RefusalAsync(Uri api, string path, string? protocol, params string[] headers)
    {
        using var client = await SendAsync(api, path, protocol, headers);
        var answer = await client.ReadAsync("\"code\":");
        Assert.False(answer.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal), answer);
        return answer;
    }

    public async Task SendAsync(byte[] bytes) => await Stream.WriteAsync(bytes).AsTask().WaitAsync(Within);

    /// <summary>Says that nothing more comes, and waits until the server ends the connection as well.</summary>
    public async Task EndAsync()
    {
        var buffer = new byte[4096];
        try
        {
            _connection.Client.Shutdown(SocketShutdown.Send);
            while (await Stream.ReadAsync(buffer).AsTask().WaitAsync(Within) > 0)
            {
            }
        }
        catch (Exception reset) when (reset is IOException or SocketException)
        {
            // That is an end, too.
        }
    }

    public void Dispose() => _connection.Dispose();

    private static async Task<RawClient> SendAsync(Uri api, string path, string? protocol, string[] headers)
    {
        var client = new RawClient(new TcpClient(api.Host, api.Port));
        string[] upgrade = protocol is null ? ["Connection: Upgrade"]
            : ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", $"Sec-WebSocket-Protocol: {protocol}"];
        string[] lines = [$"GET {path} HTTP/1.1", $"Host: {api.Authority}", .. upgrade, .. headers, "", ""];
        await client.SendAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)));
        return client;
    }

    private async Task<string> ReadAsync(string until)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith(until, StringComparison.Ordinal) && await Stream.ReadAsync(one).AsTask().WaitAsync(Within) == 1)
        {
            text.Append((char)one[0]);
        }

        return text.ToString();
    }
}
