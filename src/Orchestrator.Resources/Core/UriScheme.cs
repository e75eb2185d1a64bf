namespace Orchestrator.Resources.Core;

/// <summary>How a host is asked over HTTP.</summary>
public static class UriScheme
{
    /// <summary>In the clear.</summary>
    public const string Http = "HTTP";

    /// <summary>Over TLS.</summary>
    public const string Https = "HTTPS";
}
