namespace Orchestrator.Containers;

/// <summary>What an engine is and what its machine has.</summary>
public sealed record EngineInfo
{
    /// <summary>The engine's version, such as <c>20.10.24</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The API version spoken with it after negotiation, such as <c>1.41</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>Cores.</summary>
    public required int Cpus { get; init; }

    /// <summary>Bytes of memory.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Go's name of the operating system, such as <c>linux</c>.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>Go's name of the architecture, such as <c>amd64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The machine's kernel release.</summary>
    public required string KernelVersion { get; init; }

    /// <summary>The operating system's pretty name.</summary>
    public required string OsImage { get; init; }

    /// <summary>1 or 2.</summary>
    public required int CgroupVersion { get; init; }

    /// <summary><c>cgroupfs</c>, <c>systemd</c> or <c>none</c>; it decides what <see cref="ContainerSpec.CgroupParent"/> has to look like.</summary>
    public string CgroupDriver { get; init; } = "cgroupfs";

    /// <summary>What it confines containers with, in its own words: <c>name=seccomp,profile=default</c>, <c>name=apparmor</c>, <c>name=rootless</c>.</summary>
    public IReadOnlyList<string> SecurityOptions { get; init; } = [];

    /// <summary>Names of the runtimes that are set up, such as <c>runc</c> and <c>nvidia</c>.</summary>
    public IReadOnlyList<string> Runtimes { get; init; } = [];

    /// <summary>The engine's data folder, on whose file system images, writable layers and logs are.</summary>
    public required string DataRoot { get; init; }
}
