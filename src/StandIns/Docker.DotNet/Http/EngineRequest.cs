using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Docker.DotNet.Http;

/// <summary>One request to the engine.</summary>
internal sealed record EngineRequest(HttpMethod Method, string Path)
{
    /// <summary>The query, from its question mark on.</summary>
    public Query? Query { get; init; }

    /// <summary>The body.</summary>
    public HttpContent? Content { get; init; }

    /// <summary>Headers of this request alone.</summary>
    public IEnumerable<KeyValuePair<string, string>>? Headers { get; init; }

    /// <summary>Whether the client's timeout does not apply: the answer comes when something happens.</summary>
    public bool Unlimited { get; init; }

    /// <summary>Whether the connection is to be handed over.</summary>
    public bool Upgrade { get; init; }

    /// <summary>What a 404 says is missing.</summary>
    public Func<HttpStatusCode, string, DockerApiException>? NotFound { get; init; }

    /// <summary>A JSON body, with its length known, so that it goes out in one piece.</summary>
    public static HttpContent Json<T>(T value, JsonTypeInfo<T> type) =>
        new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    /// <summary>A tar archive.</summary>
    public static HttpContent Tar(Stream archive) =>
        new StreamContent(archive) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-tar") } };

    /// <summary>The exception for an answer that is an error.</summary>
    public DockerApiException ErrorOf(HttpStatusCode status, string body) =>
        status == HttpStatusCode.NotFound && NotFound is not null ? NotFound(status, body) : new DockerApiException(status, body);
}
