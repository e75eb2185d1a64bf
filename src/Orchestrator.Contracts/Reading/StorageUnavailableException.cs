using Orleans;

namespace Orchestrator.Contracts.Reading;

/// <summary>PostgreSQL did not answer, or refused for a reason that passes; the same call can succeed later (503 Service Unavailable).</summary>
[GenerateSerializer]
public sealed class StorageUnavailableException(string message, Exception inner) : Exception(message, inner);
