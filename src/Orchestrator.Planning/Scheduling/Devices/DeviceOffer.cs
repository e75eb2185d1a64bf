using System.Collections.Immutable;

namespace Orchestrator.Planning.Scheduling.Devices;

/// <summary>The devices of one kind that a node has.</summary>
public sealed record DeviceOffer
{
    /// <summary>The name under which containers ask for whole ones.</summary>
    public string Resource { get; init; } = DeviceResource.Gpu;

    /// <summary>The name under which they ask for memory of one; empty where they can't.</summary>
    public string MemoryResource { get; init; } = "";

    /// <summary>The name under which they ask for slices of one's time; empty where they can't.</summary>
    public string SliceResource { get; init; } = "";

    /// <summary>The devices.</summary>
    public required ImmutableArray<Device> Devices { get; init; }

    /// <summary>
    /// How close each device is to each other, in the order of <see cref="Devices"/>: more is closer, for example 2 over NVLink, 1 on one NUMA node, 0 otherwise. Empty where
    /// nothing is known of it.
    /// </summary>
    public ImmutableArray<ImmutableArray<int>> Closeness { get; init; } = [];

    /// <summary>The same in another object counts as the same.</summary>
    public bool Equals(DeviceOffer? other) =>
        other is not null && Resource == other.Resource && MemoryResource == other.MemoryResource && SliceResource == other.SliceResource
        && Devices.SequenceEqual(other.Devices) && Closeness.Length == other.Closeness.Length
        && Closeness.Zip(other.Closeness).All(rows => rows.First.SequenceEqual(rows.Second));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Resource, MemoryResource, SliceResource, Devices.Length);
}
