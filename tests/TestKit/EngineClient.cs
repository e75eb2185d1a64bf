using System.Formats.Tar;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Orchestrator.TestKit;

/// <summary>The few requests that a registry needs of an engine on a Unix socket to be filled.</summary>
public sealed class EngineClient : IDisposable
{
    private readonly HttpClient _client;

    public EngineClient(Uri engine) => _client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, stop) => ConnectAsync(engine, stop) })
    {
        BaseAddress = new Uri("http://engine/v1.41/"),
    };

    public Task TagAsync(string image, string repository, string tag) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, $"images/{image}/tag?repo={Uri.EscapeDataString(repository)}&tag={tag}"));

    public Task UntagAsync(string reference) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"images/{reference}"));

    /// <summary>Makes an image of one file of random bytes, which nothing compresses.</summary>
    public async Task ImportRandomAsync(string reference, int bytes)
    {
        var content = new byte[bytes];
        new Random(1).NextBytes(content);
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "noise") { DataStream = new MemoryStream(content) });
        }

        archive.Position = 0;
        var colon = reference.LastIndexOf(':');
        var query = $"fromSrc=-&repo={Uri.EscapeDataString(reference[..colon])}&tag={reference[(colon + 1)..]}";
        await SendAsync(new HttpRequestMessage(HttpMethod.Post, $"images/create?{query}") { Content = new StreamContent(archive) });
    }

    public async Task PushAsync(string repository, string tag, (string Username, string Password, string Address)? account)
    {
        var identity = JsonSerializer.Serialize(new { username = account?.Username, password = account?.Password, serveraddress = account?.Address });
        var request = new HttpRequestMessage(HttpMethod.Post, $"images/{repository}/push?tag={tag}");
        request.Headers.Add("X-Registry-Auth", Convert.ToBase64String(Encoding.UTF8.GetBytes(identity)).Replace('+', '-').Replace('/', '_'));
        var said = await SendAsync(request);
        if (said.Contains("errorDetail", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{repository}:{tag} cannot be pushed: {said}");
        }
    }

    public void Dispose() => _client.Dispose();

    private static async ValueTask<Stream> ConnectAsync(Uri engine, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(engine.LocalPath), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task<string> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await _client.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            return response.IsSuccessStatusCode
                ? body
                : throw new InvalidOperationException($"The engine answered {request.Method} {request.RequestUri} with {(int)response.StatusCode}: {body}");
        }
    }
}
