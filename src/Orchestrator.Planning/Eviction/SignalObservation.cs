namespace Orchestrator.Planning.Eviction;

/// <summary>How much of something a node has left.</summary>
/// <param name="Signal">Of what.</param>
/// <param name="Available">What is left, in bytes, inodes or process ids.</param>
/// <param name="Capacity">What there is in all.</param>
public sealed record SignalObservation(EvictionSignal Signal, long Available, long Capacity);
