using System.Net;

namespace Docker.DotNet;

/// <summary>The engine has no container of the name or id that was given.</summary>
public class DockerContainerNotFoundException(HttpStatusCode statusCode, string? responseBody) : DockerApiException(statusCode, responseBody);
