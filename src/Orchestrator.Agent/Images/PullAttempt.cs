using Orchestrator.Containers;

namespace Orchestrator.Agent.Images;

/// <summary>A try to pull with certain credentials, that failed.</summary>
/// <param name="Source">Where the credentials are from; null where there were none.</param>
/// <param name="Failure">What the engine said.</param>
internal sealed record PullAttempt(string? Source, EngineException Failure);
