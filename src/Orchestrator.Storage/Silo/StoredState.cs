namespace Orchestrator.Storage.Silo;

/// <summary>What is stored of a state.</summary>
/// <param name="Payload">The state without its parts; null where there is none, or none any more.</param>
/// <param name="Version">Its version; null where nothing was ever stored.</param>
/// <param name="Parts">The parts that have rows of their own, in their order.</param>
internal sealed record StoredState(byte[]? Payload, int? Version, byte[][] Parts);
