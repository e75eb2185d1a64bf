namespace Orchestrator.Containers;

/// <summary>A container as its engine describes it.</summary>
public sealed record ContainerInfo
{
    /// <summary>The engine's id, 64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The name without a leading slash.</summary>
    public required string Name { get; init; }

    /// <summary>The id of the image.</summary>
    public required string ImageId { get; init; }

    /// <summary>Labels.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required ContainerState State { get; init; }

    /// <summary>Exit code of the last run; meaningful when <see cref="State"/> is <see cref="ContainerState.Exited"/>, or when a start failed.</summary>
    public int ExitCode { get; init; }

    /// <summary>Whether the kernel killed a process of it for memory.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>The engine's sentence about a failed start, or an empty string.</summary>
    public string Error { get; init; } = "";

    /// <summary>Process id on the host, 0 when it does not run.</summary>
    public int Pid { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its process started, or null where it never did.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its process ended, or null where it runs or never started.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Its address on its network; while it does not run, the one that it asked for. Null where it has neither.</summary>
    public string? Address { get; init; }

    /// <summary>Whether it has a terminal.</summary>
    public bool Tty { get; init; }

    /// <summary>Whether its input can be written to.</summary>
    public bool OpenStdin { get; init; }

    /// <summary>Path on the engine's machine of the file that its output goes to, or an empty string before its first start.</summary>
    public string LogPath { get; init; } = "";

    /// <summary>Folder on the engine's machine of what the container itself has written; empty where the engine does not say, or stores layers in another way.</summary>
    public string LayerFolder { get; init; } = "";

    /// <summary>
    /// The cgroup that its own was asked to be made below, or an empty string for the engine's default. Where its own is stands in <c>/proc/PID/cgroup</c>.
    /// </summary>
    public string CgroupParent { get; init; } = "";
}
