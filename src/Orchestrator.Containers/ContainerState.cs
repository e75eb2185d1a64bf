namespace Orchestrator.Containers;

/// <summary>Where a container is in its life.</summary>
public enum ContainerState
{
    /// <summary>Created and never started, or its start failed.</summary>
    Created,

    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>Its process runs and is frozen.</summary>
    Paused,

    /// <summary>Its process has ended.</summary>
    Exited,

    /// <summary>Being removed, or in a state in which the engine can do nothing with it but remove it.</summary>
    Dead,
}
