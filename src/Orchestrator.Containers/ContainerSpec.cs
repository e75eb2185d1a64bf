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

    /// <summary>Name of the network. With neither this nor <see cref="NetworkOf"/> nor <see cref="HostNetwork"/>, there is none but loopback.</summary>
    public string? Network { get; init; }

    /// <summary>Id of a running container whose network, addresses and host name this one has too. Ports are then published by that one.</summary>
    public string? NetworkOf { get; init; }

    /// <summary>Whether it has the host's own network.</summary>
    public bool HostNetwork { get; init; }

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

    /// <summary>Whether the input ends for good when the first who is attached to it leaves.</summary>
    public bool StdinOnce { get; init; }

    /// <summary><c>uid[:gid]</c> (or names that the image's <c>/etc/passwd</c> has), or null for the image's.</summary>
    public string? User { get; init; }

    /// <summary>Ids of further groups of the process.</summary>
    public IReadOnlyList<long> Groups { get; init; } = [];

    /// <summary>Whether the container's own file system can only be read.</summary>
    public bool ReadOnlyRoot { get; init; }

    /// <summary>Whether it may do what the host's root may, with all devices.</summary>
    public bool Privileged { get; init; }

    /// <summary>Whether no program in it can gain rights, by a setuid bit for example.</summary>
    public bool NoNewPrivileges { get; init; }

    /// <summary>Capabilities beside the engine's default ones, without <c>CAP_</c>, or <c>ALL</c>.</summary>
    public IReadOnlyList<string> CapabilitiesAdded { get; init; } = [];

    /// <summary>Capabilities of the engine's default ones to do without, without <c>CAP_</c>, or <c>ALL</c>.</summary>
    public IReadOnlyList<string> CapabilitiesDropped { get; init; } = [];

    /// <summary>Further options in the engine's words: <c>seccomp=unconfined</c>, <c>seccomp={...}</c> with a profile's JSON, <c>apparmor=name</c>.</summary>
    public IReadOnlyList<string> SecurityOptions { get; init; } = [];

    /// <summary>Settings of the kernel in the container's namespaces.</summary>
    public IReadOnlyDictionary<string, string> Sysctls { get; init; } = new Dictionary<string, string>();

    /// <summary>Files and folders of the host.</summary>
    public IReadOnlyList<ContainerMount> Mounts { get; init; } = [];

    /// <summary>Devices of the host.</summary>
    public IReadOnlyList<ContainerDevice> Devices { get; init; } = [];

    /// <summary>Devices that the engine gets from the driver of their vendor, such as GPUs.</summary>
    public IReadOnlyList<DeviceRequest> DeviceRequests { get; init; } = [];

    /// <summary>Size of <c>/dev/shm</c> in bytes; null is the engine's default. With <see cref="IpcOf"/> it is the other container's.</summary>
    public long? ShmSizeBytes { get; init; }

    /// <summary>What is added to the process' chance of being killed when the machine runs out of memory (-1000 to 1000).</summary>
    public int OomScoreAdjust { get; init; }

    /// <summary>How many processes and threads there may be; null is no limit.</summary>
    public long? PidsLimit { get; init; }

    /// <summary>The cgroup below which the container's own is made: a path with the driver <c>cgroupfs</c>, a slice with <c>systemd</c>. Null is the engine's default.</summary>
    public string? CgroupParent { get; init; }

    /// <summary>Further lines of <c>/etc/hosts</c> as <c>name:address</c>; not with <see cref="NetworkOf"/>, whose container has the file.</summary>
    public IReadOnlyList<string> ExtraHosts { get; init; } = [];

    /// <summary>Id of a running container whose processes this one sees, and is seen by.</summary>
    public string? PidOf { get; init; }

    /// <summary>Whether it sees the host's processes.</summary>
    public bool HostPid { get; init; }

    /// <summary>Id of a running container, made with <see cref="ShareIpc"/>, whose shared memory, semaphores and message queues this one has too.</summary>
    public string? IpcOf { get; init; }

    /// <summary>Whether it has the host's shared memory, semaphores and message queues.</summary>
    public bool HostIpc { get; init; }

    /// <summary>Whether others may be made with this one as their <see cref="IpcOf"/>.</summary>
    public bool ShareIpc { get; init; }

    /// <summary>At what size in bytes the file of its output is rotated.</summary>
    public long LogSizeBytesMax { get; init; } = 10 << 20;

    /// <summary>How many files of its output are kept, the current one included.</summary>
    public int LogFilesMax { get; init; } = 3;
}
