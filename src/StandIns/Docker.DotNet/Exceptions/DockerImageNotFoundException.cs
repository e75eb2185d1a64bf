using System.Net;

namespace Docker.DotNet;

/// <summary>The engine has no image of the name or id that was given.</summary>
public class DockerImageNotFoundException(HttpStatusCode statusCode, string? body) : DockerApiException(statusCode, body);
