namespace Orchestrator.Resources.Core;

/// <summary>Aspects of a pod.</summary>
public static class PodConditionType
{
    /// <summary>It has a node.</summary>
    public const string PodScheduled = "PodScheduled";

    /// <summary>Its init containers have ended well.</summary>
    public const string Initialized = "Initialized";

    /// <summary>Its containers can serve.</summary>
    public const string ContainersReady = "ContainersReady";

    /// <summary>It can serve.</summary>
    public const string Ready = "Ready";

    /// <summary>It is about to be ended for a reason of the system.</summary>
    public const string DisruptionTarget = "DisruptionTarget";
}
