namespace Orchestrator.Contracts.Reading;

/// <summary>A part of a grain's state, as it is stored.</summary>
/// <param name="GrainKey">The grain's key.</param>
/// <param name="Payload">The part as JSON.</param>
public sealed record StoredPart(string GrainKey, ReadOnlyMemory<byte> Payload);
