namespace Orchestrator.Host.Tests.Support;

/// <summary>A request that a fake server got.</summary>
public sealed record SeenRequest(string Method, string Address, string Body)
{
    public string Accept { get; init; } = "";

    public string ContentType { get; init; } = "";

    public string Authorization { get; init; } = "";

    public string ClientCertificate { get; init; } = "";
}
