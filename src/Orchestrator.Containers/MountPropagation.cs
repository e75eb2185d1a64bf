namespace Orchestrator.Containers;

/// <summary>Whether what is mounted below a mount after the container's start is seen on the other side.</summary>
public enum MountPropagation
{
    /// <summary>On neither side.</summary>
    None,

    /// <summary>The container sees what the host mounts. The source has to be on a shared or slave mount of the host.</summary>
    HostToContainer,

    /// <summary>Each sees what the other mounts. The source has to be on a shared mount of the host.</summary>
    Bidirectional,
}
