using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Orchestrator.TestKit.Clusters;

/// <summary>Speaks plain HTTP to a running orc, as a program would that knows nothing but the API's paths.</summary>
/// <param name="address">Where orc listens.</param>
/// <param name="log">What orc wrote, for the message when it answers with an internal error, which is never right.</param>
public sealed class Api(Uri address, Func<string> log) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http = new(new SocketsHttpHandler { Expect100ContinueTimeout = Patience }) { BaseAddress = address, Timeout = Patience };

    public static string Deployments(string ns) => $"/apis/apps/v1/namespaces/{ns}/deployments";

    public static string ReplicaSets(string ns) => $"/apis/apps/v1/namespaces/{ns}/replicasets";

    public static string Pods(string ns) => $"/api/v1/namespaces/{ns}/pods";

    public static string Events(string ns) => $"/api/v1/namespaces/{ns}/events";

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, HttpContent? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };

        // Asks before it sends much: a server that refuses a body may close the connection while it is still being sent, and its answer be lost.
        request.Headers.ExpectContinue = body?.Headers.ContentLength > 1024 * 1024;
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode == HttpStatusCode.InternalServerError)
        {
            throw new InvalidOperationException($"{method} {path} was answered with an internal error: {text}\norc wrote last:\n{log()}");
        }

        return new ApiAnswer
        {
            Code = response.StatusCode,
            Body = text,
            Warnings = response.Headers.TryGetValues("Warning", out var warnings) ? [.. warnings] : [],
        };
    }

    public Task<ApiAnswer> SendAsync(HttpMethod method, string path, string body, string contentType = "application/json") =>
        SendAsync(method, path, new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType)));

    public async Task<JsonNode> GetAsync(string path) => (await SendAsync(HttpMethod.Get, path)).Succeeded().Document;

    /// <summary>The object, or null where the answer is 404.</summary>
    public async Task<JsonNode?> FindAsync(string path)
    {
        var answer = await SendAsync(HttpMethod.Get, path);
        return answer.Code == HttpStatusCode.NotFound ? null : answer.Succeeded().Document;
    }

    public async Task<IReadOnlyList<JsonNode>> ListAsync(string path) => [.. (await GetAsync(path)).At("items")!.AsArray().Select(item => item!)];

    public async Task<JsonNode> CreateAsync(string path, JsonNode body) => (await SendAsync(HttpMethod.Post, path, body.ToJsonString())).Succeeded().Document;

    public async Task<JsonNode> PatchAsync(string path, string mergePatch) =>
        (await SendAsync(HttpMethod.Patch, path, mergePatch, "application/merge-patch+json")).Succeeded().Document;

    public async Task DeleteAsync(string path) => (await SendAsync(HttpMethod.Delete, path)).Succeeded();

    /// <summary>Opens a stream, such as a watch or a followed log.</summary>
    public async Task<StreamReader> StreamAsync(string path) => new(await _http.GetStreamAsync(new Uri(path, UriKind.Relative)));

    public void Dispose() => _http.Dispose();
}
