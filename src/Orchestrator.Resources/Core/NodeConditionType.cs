namespace Orchestrator.Resources.Core;

/// <summary>Aspects of a node.</summary>
public static class NodeConditionType
{
    /// <summary>It takes and runs pods.</summary>
    public const string Ready = "Ready";

    /// <summary>It is short of memory.</summary>
    public const string MemoryPressure = "MemoryPressure";

    /// <summary>It is short of disk space.</summary>
    public const string DiskPressure = "DiskPressure";

    /// <summary>It is short of process ids.</summary>
    public const string PidPressure = "PIDPressure";

    /// <summary>Its network is not set up.</summary>
    public const string NetworkUnavailable = "NetworkUnavailable";

    /// <summary>Its devices work, such as GPUs. Kubernetes has no such condition.</summary>
    public const string DevicesReady = "DevicesReady";
}
