namespace Orchestrator.Planning.Scheduling.Filters;

/// <summary>Further words for why a node does not take a pod, as Kubernetes' scheduler says them.</summary>
public static class RefusalReason
{
    /// <summary>The pod names another node.</summary>
    public const string Name = "node(s) didn't match the requested node name";

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
}
