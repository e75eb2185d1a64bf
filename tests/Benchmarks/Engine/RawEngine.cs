using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Orchestrator.Benchmarks.Engine;

/// <summary>The engine's HTTP API with nothing between: what is measured through it is what the engine itself takes.</summary>
internal sealed class RawEngine : IDisposable
{
    private readonly HttpClient _client;

    /// <summary>Reaches the engine at an address such as <c>unix:///run/docker.sock</c>.</summary>
    public RawEngine(Uri address)
    {
        if (address.Scheme != "unix")
        {
            throw new ArgumentException($"The benchmarks reach an engine by its unix socket only; got {address}.", nameof(address));
        }

        Address = address;
        var socket = new UnixDomainSocketEndPoint(address.AbsolutePath);
        var handler = new SocketsHttpHandler { ConnectCallback = async (_, token) => await ConnectAsync(socket, token) };
        _client = new HttpClient(handler) { BaseAddress = new Uri("http://engine/"), Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>Where the engine is.</summary>
    public Uri Address { get; }

    /// <summary>Reads.</summary>
    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Get, path, null, cancellationToken) ?? throw new InvalidOperationException($"The engine answered GET {path} with nothing.");

    /// <summary>Asks for something to be done.</summary>
    public Task<JsonNode?> PostAsync(string path, JsonNode? body, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, body, cancellationToken);

    /// <summary>Removes; what is gone already is as good.</summary>
    public async Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(HttpMethod.Delete, path, null, cancellationToken);
        }
        catch (EngineRequestException exception) when (exception.Status == HttpStatusCode.NotFound)
        {
            // Gone is what was asked for.
        }
    }

    /// <summary>Follows a stream of lines until it is disposed.</summary>
    public async Task<Stream> OpenAsync(string path, CancellationToken cancellationToken) => await _client.GetStreamAsync(path, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var response = await _client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new EngineRequestException($"{method} {path}", response.StatusCode, text.Trim());
        }

        return text.Length == 0 || response.Content.Headers.ContentType?.MediaType != "application/json" ? null : JsonNode.Parse(text);
    }

    private static async Task<Stream> ConnectAsync(UnixDomainSocketEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
