namespace Orchestrator.Resources.Core;

/// <summary>Keys of the taints that the control plane sets and takes away by itself (Kubernetes' documentation, "Taints and Tolerations").</summary>
public static class TaintKey
{
    /// <summary>The node is not ready, and its agent says so.</summary>
    public const string NotReady = "node.kubernetes.io/not-ready";

    /// <summary>Nothing is known of the node.</summary>
    public const string Unreachable = "node.kubernetes.io/unreachable";

    /// <summary>The node is cordoned.</summary>
    public const string Unschedulable = "node.kubernetes.io/unschedulable";

    /// <summary>The node is short of memory.</summary>
    public const string MemoryPressure = "node.kubernetes.io/memory-pressure";

    /// <summary>The node is short of disk space.</summary>
    public const string DiskPressure = "node.kubernetes.io/disk-pressure";

    /// <summary>The node is short of process ids.</summary>
    public const string PidPressure = "node.kubernetes.io/pid-pressure";
}
