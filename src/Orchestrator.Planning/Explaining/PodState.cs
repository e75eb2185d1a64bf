namespace Orchestrator.Planning.Explaining;

/// <summary>How a pod is, for a person; what deserves a look sooner comes later.</summary>
public enum PodState
{
    /// <summary>It runs and is ready.</summary>
    Running,

    /// <summary>It has done its work.</summary>
    Succeeded,

    /// <summary>It was told to end, and has not ended yet.</summary>
    Terminating,

    /// <summary>It is on its way, and nothing is known to be wrong.</summary>
    Starting,

    /// <summary>It runs, and can't serve.</summary>
    NotReady,

    /// <summary>It has no node.</summary>
    Pending,

    /// <summary>Its node is lost or not ready, so nobody knows.</summary>
    Unknown,

    /// <summary>It has ended, and not well.</summary>
    Failed,

    /// <summary>Something keeps a container from being made: its image, its settings, its volumes.</summary>
    Waiting,

    /// <summary>A container ends again and again.</summary>
    Restarting,
}
