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
