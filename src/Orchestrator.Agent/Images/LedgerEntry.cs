namespace Orchestrator.Agent.Images;

/// <summary>What an agent remembers of an image that it pulled.</summary>
/// <param name="Id">The image's id then.</param>
/// <param name="PulledAt">When it was last pulled.</param>
/// <param name="UsedAt">When a container was last made of it, or was seen to use it.</param>
internal sealed record LedgerEntry(string Id, DateTimeOffset PulledAt, DateTimeOffset UsedAt);
