using System.Collections.Immutable;

namespace Orchestrator.Planning.Scheduling.Devices;

/// <summary>The devices of one kind that a node has.</summary>
public sealed record DeviceOffer
{
    /// <summary>The devices.</summary>
    public required ImmutableArray<Device> Devices { get; init; }

    /// <summary>
    /// How close each device is to each other, in the order of <see cref="Devices"/>: more is closer, for example 2 over NVLink, 1 on one NUMA node, 0 otherwise. Empty where
    /// nothing is known of it.
    /// </summary>
    public ImmutableArray<ImmutableArray<int>> Closeness { get; init; } = [];
}
