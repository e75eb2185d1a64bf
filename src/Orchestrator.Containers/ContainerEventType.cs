namespace Orchestrator.Containers;

/// <summary>What happened to a container.</summary>
public enum ContainerEventType
{
    /// <summary>The event stream is open.</summary>
    Connected,

    /// <summary>Its process started.</summary>
    Started,

    /// <summary>Its process ended.</summary>
    Died,

    /// <summary>The kernel killed a process of it for memory.</summary>
    OutOfMemory,

    /// <summary>It was removed.</summary>
    Removed,

    /// <summary>Anything else that may have changed its state (paused, renamed, ...).</summary>
    Changed,
}
