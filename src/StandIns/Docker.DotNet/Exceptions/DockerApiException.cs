using System.Net;

namespace Docker.DotNet;

/// <summary>The engine answered with a status that says it did not do what was asked.</summary>
public class DockerApiException(HttpStatusCode statusCode, string? responseBody)
    : Exception($"Docker API responded with status code={statusCode}, response={responseBody}")
{
    /// <summary>The answer's status.</summary>
    public HttpStatusCode StatusCode { get; } = statusCode;

    /// <summary>The answer's body, usually JSON with a <c>message</c>.</summary>
    public string? ResponseBody { get; } = responseBody;
}
