using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling;

/// <summary>Why a node does not take a pod, in the words that Kubernetes' scheduler uses.</summary>
public static class FitReason
{
    /// <summary>The node is cordoned.</summary>
    public const string Unschedulable = "node(s) were unschedulable";

    /// <summary>The node's agent or engine is not known to work.</summary>
    public const string NotReady = "node(s) were not ready";

    /// <summary>The node is short of memory, and takes nothing that did not ask for any.</summary>
    public const string MemoryPressure = "node(s) had untolerated taint {node.kubernetes.io/memory-pressure: }";

    /// <summary>The node is short of disk space.</summary>
    public const string DiskPressure = "node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }";

    /// <summary>The node is short of process ids.</summary>
    public const string PidPressure = "node(s) had untolerated taint {node.kubernetes.io/pid-pressure: }";

    /// <summary>The node lacks a label that the pod's <c>nodeSelector</c> asks for.</summary>
    public const string Selector = "node(s) didn't match Pod's node affinity/selector";

    /// <summary>Another pod has a port that the pod asks for.</summary>
    public const string Ports = "node(s) didn't have free ports for the requested pod ports";

    /// <summary>The node has as many pods as it takes.</summary>
    public const string Pods = "Too many pods";

    /// <summary>The requests together would be more CPU than the node has.</summary>
    public const string Cpu = "Insufficient cpu";

    /// <summary>The requests together would be more memory than the node has.</summary>
    public const string Memory = "Insufficient memory";

    /// <summary>The requests together would be more disk space than the node has.</summary>
    public const string EphemeralStorage = "Insufficient ephemeral-storage";

    /// <summary>The node has a taint that the pod does not tolerate.</summary>
    public static string Tainted(Taint taint)
    {
        ArgumentNullException.ThrowIfNull(taint);
        return $"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}";
    }
}
