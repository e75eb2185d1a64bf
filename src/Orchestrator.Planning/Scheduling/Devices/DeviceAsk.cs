namespace Orchestrator.Planning.Scheduling.Devices;

/// <summary>What a pod asks of a node's devices: some for itself, or a share of one. Only one of the numbers is above zero.</summary>
public sealed record DeviceAsk
{
    /// <summary>How many devices it has for itself.</summary>
    public int Whole { get; init; }

    /// <summary>How much memory of one device, in bytes (<c>orchestrator.dev/gpu-memory</c>).</summary>
    public long MemoryBytes { get; init; }

    /// <summary>How many slices of one device's time.</summary>
    public int Slices { get; init; }
}
