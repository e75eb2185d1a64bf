using System.Net;

namespace Orchestrator.Host.Client.Connecting;

/// <summary>The server answered that it will not, or cannot.</summary>
public sealed class ApiFailure(HttpStatusCode code, string reason, string message)
    : ClientException(reason.Length > 0 ? $"Error from server ({reason}): {message}" : $"Error from server: {message}")
{
    /// <summary>The answer's code.</summary>
    public HttpStatusCode Code { get; } = code;

    /// <summary>The word that the server has for it, such as <c>NotFound</c>; empty where it has none.</summary>
    public string Reason { get; } = reason;
}
