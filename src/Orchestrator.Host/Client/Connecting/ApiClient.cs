using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Host.Client.Connecting;

/// <summary>Speaks with the server: JSON both ways, its warnings to standard error, its refusals as exceptions.</summary>
public sealed class ApiClient : IDisposable
{
    /// <summary>What is asked for where nothing else is.</summary>
    public const string Json = "application/json";

    private const long AnswerBytesMax = 256L << 20;
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;
    private readonly string _root;
    private readonly AnswerWarnings _warnings;
    private readonly TimeProvider _time;

    /// <summary>A client of the server at this place.</summary>
    public ApiClient(ServerLocation server, TextWriter warnings, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(server);
        _http = Transport.Open(server);
        _root = server.Url.AbsoluteUri.TrimEnd('/');
        _warnings = new AnswerWarnings(warnings);
        _time = time;
    }

    /// <summary>The document at a path.</summary>
    /// <exception cref="ApiFailure">The server refuses.</exception>
    /// <exception cref="ClientException">The server does not answer, or not with JSON.</exception>
    public Task<JsonObject> GetAsync(string path, string accept, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, Json, accept, cancellationToken);

    /// <summary>Sends a document, and returns the one that the server answers with.</summary>
    /// <inheritdoc cref="GetAsync" path="/exception" />
    public Task<JsonObject> SendAsync(HttpMethod method, string path, JsonNode? body, string contentType, CancellationToken cancellationToken) =>
        SendAsync(method, path, body, contentType, Json, cancellationToken);

    /// <summary>The answer's body while it still comes in. Reading throws <see cref="ClientException"/> where the connection breaks off.</summary>
    /// <inheritdoc cref="GetAsync" path="/exception" />
    public async Task<Stream> OpenAsync(string path, string accept, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, path, accept);
        var answer = await ReachAsync(() => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken));
        try
        {
            await CheckAsync(answer, cancellationToken);
            return new AnswerStream(answer, await answer.Content.ReadAsStreamAsync(cancellationToken), _root);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> SendAsync(
        HttpMethod method, string path, JsonNode? body, string contentType, string accept, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AnswerWithin, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = Request(method, path, accept);
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType));
        try
        {
            using var answer = await ReachAsync(async () =>
            {
                var started = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
                await started.Content.LoadIntoBufferAsync(AnswerBytesMax, either.Token);
                return started;
            });
            await CheckAsync(answer, either.Token);
            return Parse(await answer.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClientException($"the server at {_root} did not answer within {AnswerWithin.TotalSeconds} s", ExitCode.Unreachable);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string accept)
    {
        var request = new HttpRequestMessage(method, _root + path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return request;
    }

    private async Task<HttpResponseMessage> ReachAsync(Func<Task<HttpResponseMessage>> ask)
    {
        try
        {
            return await ask();
        }
        catch (HttpRequestException failure) when (failure.InnerException is AuthenticationException tls)
        {
            throw new ClientException(
                $"the server at {_root} cannot be trusted ({tls.Message}): name its certificate-authority in a kubeconfig, and that with --kubeconfig",
                ExitCode.Unreachable,
                failure);
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError is HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new ClientException($"the server at {_root} answered with more than {AnswerBytesMax >> 20} MiB", cause: failure);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw new ClientException(
                $"the server at {_root} cannot be reached ({(failure.InnerException ?? failure).Message}): start one with 'orc dev', or name another with "
                + $"--server, {ServerLocation.ServerVariable} or --kubeconfig",
                ExitCode.Unreachable,
                failure);
        }
    }

    private async Task CheckAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await _warnings.WriteAsync(answer);
        if (!answer.IsSuccessStatusCode)
        {
            throw await RefusalReader.ReadAsync(answer, cancellationToken);
        }
    }

    private JsonObject Parse(byte[] body)
    {
        try
        {
            return AnswerJson.Parse(body);
        }
        catch (JsonException failure)
        {
            throw new ClientException($"the server at {_root} answered with something that is not a JSON object; is it a Kubernetes API?", cause: failure);
        }
    }
}
