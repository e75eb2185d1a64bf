using System.Collections.Immutable;

namespace Orchestrator.Planning.Scheduling.Devices;

/// <summary>What a pod asks of a node's devices of one kind: some for itself, shares of one, or both.</summary>
public sealed record DeviceAsk
{
    /// <summary>How many devices it has for itself.</summary>
    public int Whole { get; init; }

    /// <summary>How much memory of one device, in bytes (<c>orchestrator.dev/gpu-memory</c>).</summary>
    public long MemoryBytes { get; init; }

    /// <summary>How many slices of one device's time.</summary>
    public int Slices { get; init; }

    /// <summary>Whether it asks for none.</summary>
    public bool IsNothing => Ways == 0;

    /// <summary>In how many ways it asks: for whole devices, for memory, for time.</summary>
    public int Ways => (Whole > 0 ? 1 : 0) + (MemoryBytes > 0 ? 1 : 0) + (Slices > 0 ? 1 : 0);

    /// <summary>What both ask together.</summary>
    public DeviceAsk And(DeviceAsk other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new DeviceAsk
        {
            Whole = Count(Saturating.Add(Whole, other.Whole)),
            MemoryBytes = Saturating.Add(MemoryBytes, other.MemoryBytes),
            Slices = Count(Saturating.Add(Slices, other.Slices)),
        };
    }

    /// <summary>What requested amounts ask of an offer.</summary>
    public static DeviceAsk Of(ImmutableSortedDictionary<string, long> requested, DeviceOffer offer)
    {
        ArgumentNullException.ThrowIfNull(requested);
        ArgumentNullException.ThrowIfNull(offer);
        return new DeviceAsk
        {
            Whole = Count(requested.GetValueOrDefault(offer.Resource)),
            MemoryBytes = requested.GetValueOrDefault(offer.MemoryResource),
            Slices = Count(requested.GetValueOrDefault(offer.SliceResource)),
        };
    }

    private static int Count(long amount) => (int)Math.Min(int.MaxValue, amount);
}
