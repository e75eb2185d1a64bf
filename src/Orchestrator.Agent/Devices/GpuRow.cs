namespace Orchestrator.Agent.Devices;

/// <summary>What the driver says of one GPU.</summary>
public sealed record GpuRow
{
    /// <summary>Its number among the GPUs of the machine, which may change when the machine starts again.</summary>
    public required int Index { get; init; }

    /// <summary>Its id, which is the GPU's own for ever: <c>GPU-...</c>.</summary>
    public required string Uuid { get; init; }

    /// <summary>Where it is on the PCI bus, as <c>0:3b:00.0</c>.</summary>
    public required string Bus { get; init; }

    /// <summary>Its memory in bytes; 0 where it has none of its own.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Whether it can be partitioned.</summary>
    public bool MigCapable { get; init; }

    /// <summary>The driver's version, such as <c>550.54.15</c>.</summary>
    public string Driver { get; init; } = "";

    /// <summary>What it is sold as.</summary>
    public string Product { get; init; } = "";

    /// <summary>Why it can't be given to anybody; empty where it can.</summary>
    public string Fault { get; init; } = "";
}
