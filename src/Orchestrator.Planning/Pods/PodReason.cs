namespace Orchestrator.Planning.Pods;

/// <summary>Kubernetes' reasons in the conditions of a pod; tools read them.</summary>
public static class PodReason
{
    /// <summary>No node fits.</summary>
    public const string Unschedulable = "Unschedulable";

    /// <summary>Some containers can't serve.</summary>
    public const string ContainersNotReady = "ContainersNotReady";

    /// <summary>All containers have done their work.</summary>
    public const string PodCompleted = "PodCompleted";

    /// <summary>The containers have ended, not all of them well.</summary>
    public const string PodFailed = "PodFailed";

    /// <summary>Init containers have not had their turn yet.</summary>
    public const string ContainersNotInitialized = "ContainersNotInitialized";

    /// <summary>A condition that the pod's readiness depends on does not hold.</summary>
    public const string ReadinessGatesNotReady = "ReadinessGatesNotReady";

    /// <summary>The pod was active for longer than it may be.</summary>
    public const string DeadlineExceeded = "DeadlineExceeded";

    /// <summary>The node was short of something, or the pod used more than it may.</summary>
    public const string Evicted = "Evicted";

    /// <summary>The pod's node is lost, or has been cut off for so long that it stopped the pod.</summary>
    public const string NodeLost = "NodeLost";

    /// <summary>The pod's node is not ready.</summary>
    public const string NodeNotReady = "NodeNotReady";
}
