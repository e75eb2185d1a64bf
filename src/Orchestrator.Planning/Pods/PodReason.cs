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
}
