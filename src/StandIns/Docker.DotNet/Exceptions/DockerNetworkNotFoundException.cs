using System.Net;

namespace Docker.DotNet;

/// <summary>The engine has no network of the name or id that was given.</summary>
public class DockerNetworkNotFoundException(HttpStatusCode statusCode, string? responseBody) : DockerApiException(statusCode, responseBody);
