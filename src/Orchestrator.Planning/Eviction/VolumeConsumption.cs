namespace Orchestrator.Planning.Eviction;

/// <summary>What is in an emptyDir of a pod.</summary>
/// <param name="Name">The volume's name.</param>
/// <param name="Bytes">What it holds.</param>
/// <param name="LimitBytes">Its size limit; null is none.</param>
/// <param name="OnDisk">Whether it is on disk, and not in memory.</param>
public sealed record VolumeConsumption(string Name, long Bytes, long? LimitBytes, bool OnDisk);
