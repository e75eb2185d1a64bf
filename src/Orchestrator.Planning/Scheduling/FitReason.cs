using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling;

/// <summary>Why a node does not take a pod, in the words that Kubernetes' scheduler uses.</summary>
public static class FitReason
{
    /// <summary>The node is cordoned.</summary>
    public const string Unschedulable = "node(s) were unschedulable";

    /// <summary>The node's agent or engine is not known to work.</summary>
    public const string NotReady = "node(s) were not ready";

    /// <summary>The pod names another node.</summary>
    public const string Name = "node(s) didn't match the requested node name";

    /// <summary>The node is not as the pod's <c>nodeSelector</c> or required node affinity asks.</summary>
    public const string Selector = "node(s) didn't match Pod's node affinity/selector";

    /// <summary>Another pod has a port that the pod asks for.</summary>
    public const string Ports = "node(s) didn't have free ports for the requested pod ports";

    /// <summary>The node has as many pods as it takes.</summary>
    public const string Pods = "Too many pods";

    /// <summary>A volume of the pod can't be had there.</summary>
    public const string Volume = "node(s) didn't match PersistentVolume's node affinity";

    /// <summary>No pod that it must be near is near.</summary>
    public const string Near = "node(s) didn't match pod affinity rules";

    /// <summary>A pod that it must be away from is near.</summary>
    public const string Away = "node(s) didn't match pod anti-affinity rules";

    /// <summary>A pod that is there must be away from such pods.</summary>
    public const string Refused = "node(s) didn't satisfy existing pods anti-affinity rules";

    /// <summary>Too many of the pods that are spread would be there.</summary>
    public const string Spread = "node(s) didn't match pod topology spread constraints";

    /// <summary>The node lacks the label by which pods are spread.</summary>
    public const string SpreadKey = "node(s) didn't match pod topology spread constraints (missing required label)";

    /// <summary>Too little of a resource is left.</summary>
    public static string Insufficient(string resource) => $"Insufficient {resource}";

    /// <summary>The node has a taint that the pod does not tolerate.</summary>
    public static string Tainted(Taint taint)
    {
        ArgumentNullException.ThrowIfNull(taint);
        return $"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}";
    }
}
