namespace Orchestrator.Planning.Scheduling.Devices;

/// <summary>A device of a node, such as a GPU.</summary>
public sealed record Device
{
    /// <summary>The device's id, which no other device of the node has, and by which the engine is asked for it: <c>GPU-...</c> of an NVIDIA GPU, <c>vendor.com/class=name</c> otherwise.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it works. One that does not is given to nobody, and who has it is replaced.</summary>
    public bool Healthy { get; init; } = true;

    /// <summary>Why it does not work; empty where it does.</summary>
    public string Message { get; init; } = "";

    /// <summary>Its memory in bytes, of which shares can be had; 0 where it is not shared so.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>How many pods it can be shared by in slices of time; 0 where it is not shared so.</summary>
    public int Slices { get; init; }
}
