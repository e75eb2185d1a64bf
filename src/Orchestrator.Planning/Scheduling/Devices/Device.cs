namespace Orchestrator.Planning.Scheduling.Devices;

/// <summary>A device of a node, such as a GPU.</summary>
public sealed record Device
{
    /// <summary>The device's id, by which the engine is asked for it.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it works. One that does not is given to nobody; who has it keeps it.</summary>
    public bool Healthy { get; init; } = true;

    /// <summary>Its memory in bytes, of which shares can be had; 0 where it is not shared so.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>How many pods it can be shared by in slices of time; 0 where it is not shared so.</summary>
    public int Slices { get; init; }
}
