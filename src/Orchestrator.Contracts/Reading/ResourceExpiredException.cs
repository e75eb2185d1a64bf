namespace Orchestrator.Contracts.Reading;

/// <summary>A version or continue token is older than the kept history; the client has to list again (410 Gone).</summary>
public sealed class ResourceExpiredException(string message) : Exception(message);
