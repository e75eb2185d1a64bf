namespace Orchestrator.Simulations.Database;

/// <summary>A stored state: its bytes, and the object that they were made of, for the rules to look at.</summary>
internal sealed record StateRow(int Version, byte[] Payload, object? State);
