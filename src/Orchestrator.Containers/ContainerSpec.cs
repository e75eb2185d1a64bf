namespace Orchestrator.Containers;

/// <summary>A container to create.</summary>
public sealed record ContainerSpec
{
    /// <summary>The container's name, unique on the engine.</summary>
    public required string Name { get; init; }

    /// <summary>Reference or id of an image that the engine has.</summary>
    public required string Image { get; init; }

    /// <summary>Replaces the image's entrypoint where not empty.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>Replaces the image's arguments where not empty. With an entrypoint given and no arguments, the image's arguments do not apply.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Environment as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>Working directory, or null for the image's.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Host name inside the container.</summary>
    public string? Hostname { get; init; }

    /// <summary>Labels by which the container is found again.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Name of the network, or null for none but loopback.</summary>
    public string? Network { get; init; }

    /// <summary>Address on the network; null lets the engine choose.</summary>
    public string? Address { get; init; }

    /// <summary>Ports published on the host.</summary>
    public IReadOnlyList<PortMapping> Ports { get; init; } = [];

    /// <summary>CPU limit in cores (0.5 is half a core); null is no limit.</summary>
    public double? CpuLimitCores { get; init; }

    /// <summary>Relative CPU weight in cgroup v1 shares (2 to 262144); null is the engine's default.</summary>
    public long? CpuShares { get; init; }

    /// <summary>Memory limit in bytes, swap included; null is no limit.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>Whether a terminal is allocated.</summary>
    public bool Tty { get; init; }

    /// <summary>Whether standard input stays open.</summary>
    public bool OpenStdin { get; init; }
}
