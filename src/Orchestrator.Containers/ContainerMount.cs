namespace Orchestrator.Containers;

/// <summary>A file or folder of the host that a container sees.</summary>
public sealed record ContainerMount
{
    /// <summary>Absolute path on the host. The engine makes no missing folder: the container is then refused as <see cref="EngineFault.Invalid"/>.</summary>
    public required string Source { get; init; }

    /// <summary>Absolute path in the container.</summary>
    public required string Target { get; init; }

    /// <summary>Whether the container can only read it. What the host has mounted below the source keeps its own mode.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether later mounts below it are seen on the other side.</summary>
    public MountPropagation Propagation { get; init; }
}
