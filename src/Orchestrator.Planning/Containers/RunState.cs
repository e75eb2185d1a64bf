namespace Orchestrator.Planning.Containers;

/// <summary>Where a run of a container is.</summary>
public enum RunState
{
    /// <summary>It is made and not started yet.</summary>
    Created,

    /// <summary>Its start failed; <see cref="ContainerRun.Message"/> has the engine's sentence.</summary>
    StartFailed,

    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>Its process has ended.</summary>
    Exited,
}
