namespace Orchestrator.Resources.Core;

/// <summary>Where a pod is in its life.</summary>
public static class PodPhase
{
    /// <summary>Not all of its containers have been started.</summary>
    public const string Pending = "Pending";

    /// <summary>A container runs, or is being restarted.</summary>
    public const string Running = "Running";

    /// <summary>All containers ended well and will not be started again.</summary>
    public const string Succeeded = "Succeeded";

    /// <summary>All containers ended, one at least badly, and will not be started again.</summary>
    public const string Failed = "Failed";

    /// <summary>The pod's node can't be asked.</summary>
    public const string Unknown = "Unknown";
}
