using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Docker.DotNet.Http;

/// <summary>Makes the requests of all operations: address, body, timeout, and an exception for each answer that is an error.</summary>
internal sealed class EngineTransport : IDisposable
{
    private readonly EngineConnector _connector;
    private readonly HttpClient _client;
    private readonly DockerClientConfiguration _configuration;
    private readonly string _prefix;

    public EngineTransport(DockerClientConfiguration configuration, Version? requestedApiVersion)
    {
        _configuration = configuration;
        _connector = new EngineConnector(configuration);
        _client = new HttpClient(_connector.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        _prefix = requestedApiVersion is null ? "" : $"v{requestedApiVersion}/";
        DefaultTimeout = configuration.DefaultTimeout;
    }

    /// <summary>How long a call whose answer is not a stream may take.</summary>
    public TimeSpan DefaultTimeout { get; set; }

    /// <summary>Sends a request and reads its JSON answer.</summary>
    public async Task<T> ReadAsync<T>(EngineRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var timeout = Limit(request, cancellationToken);
        using var response = await SendAsync(_client, request, HttpCompletionOption.ResponseContentRead, timeout.Token);
        await using var body = await response.Content.ReadAsStreamAsync(timeout.Token);
        return await JsonSerializer.DeserializeAsync(body, type, timeout.Token) ?? throw new JsonException($"The engine answered {request.Path} with null.");
    }

    /// <summary>Sends a request whose answer has no body that matters.</summary>
    public async Task<HttpStatusCode> SendAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        using var timeout = Limit(request, cancellationToken);
        using var response = await SendAsync(_client, request, HttpCompletionOption.ResponseContentRead, timeout.Token);
        return response.StatusCode;
    }

    /// <summary>Sends a request and returns when the head of the answer is there; the body is the caller's to read, for as long as it likes.</summary>
    public async Task<Stream> OpenAsync(EngineRequest request, CancellationToken cancellationToken) =>
        (await OpenWithHeadersAsync(request, cancellationToken)).Body;

    /// <summary>As <see cref="OpenAsync"/>, with the answer's headers.</summary>
    public async Task<(HttpResponseHeaders Headers, Stream Body)> OpenWithHeadersAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        var response = await SendAsync(_client, request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (response.Headers, await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    /// <summary>Sends a request whose answer is a stream of JSON documents, one a line, and reports each.</summary>
    public async Task MonitorAsync<T>(EngineRequest request, JsonTypeInfo<T> type, IProgress<T> progress, CancellationToken cancellationToken)
    {
        await using var body = await OpenAsync(request, cancellationToken);
        using var reader = new StreamReader(body, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0 && JsonSerializer.Deserialize(line, type) is { } item)
            {
                progress.Report(item);
            }
        }
    }

    /// <summary>Sends a request that turns its connection into a plain stream in both directions.</summary>
    public async Task<Stream> HijackAsync(EngineRequest request, CancellationToken cancellationToken)
    {
        Stream? connection = null;
        var client = new HttpClient(_connector.CreateHandler(opened => connection = opened)) { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            var response = await SendAsync(client, request with { Upgrade = true }, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
            {
                throw new DockerApiException(response.StatusCode, "The engine did not hand over the connection.");
            }

            return new HijackedStream(await response.Content.ReadAsStreamAsync(cancellationToken), connection!, client);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private CancellationTokenSource Limit(EngineRequest request, CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (!request.Unlimited && DefaultTimeout != Timeout.InfiniteTimeSpan)
        {
            source.CancelAfter(DefaultTimeout);
        }

        return source;
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpClient client, EngineRequest request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        using var message = Compose(request);
        var response = await client.SendAsync(message, completion, cancellationToken);
        if (response.StatusCode is >= HttpStatusCode.BadRequest)
        {
            using (response)
            {
                throw request.ErrorOf(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
            }
        }

        return response;
    }

    private HttpRequestMessage Compose(EngineRequest request)
    {
        var uri = new Uri(_connector.BaseAddress, _prefix + request.Path + request.Query);
        var message = new HttpRequestMessage(request.Method, uri) { Content = request.Content };
        message.Headers.TryAddWithoutValidation("User-Agent", "Docker.DotNet");
        foreach (var (name, value) in _configuration.DefaultHttpRequestHeaders.Concat(request.Headers ?? []))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (request.Upgrade)
        {
            message.Headers.Connection.Add("Upgrade");
            message.Headers.TryAddWithoutValidation("Upgrade", "tcp");
        }

        return message;
    }
}
