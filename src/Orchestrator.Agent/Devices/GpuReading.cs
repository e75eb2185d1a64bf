using System.Collections.Immutable;

namespace Orchestrator.Agent.Devices;

/// <summary>What one look at the GPUs has told.</summary>
public sealed record GpuReading
{
    /// <summary>The GPUs of which something was said.</summary>
    public ImmutableArray<GpuRow> Rows { get; init; } = [];

    /// <summary>GPUs that the driver can't reach, by their place on the bus, and what it says of them.</summary>
    public ImmutableSortedDictionary<string, string> Lost { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Whether these are all GPUs that there are.</summary>
    public bool Complete { get; init; }

    /// <summary>What the driver says of all GPUs together; empty where it works.</summary>
    public string DriverFault { get; init; } = "";

    /// <summary>Why nothing follows from it; empty where something does.</summary>
    public string Trouble { get; init; } = "";
}
