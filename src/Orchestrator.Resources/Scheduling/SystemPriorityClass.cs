namespace Orchestrator.Resources.Scheduling;

/// <summary>The priority classes that every cluster has; they alone may have names with the system's prefix.</summary>
public static class SystemPriorityClass
{
    /// <summary>The beginning of names that are the system's.</summary>
    public const string Prefix = "system-";

    /// <summary>For what the cluster can't do without, on whatever node.</summary>
    public const string ClusterCritical = "system-cluster-critical";

    /// <summary>For what a node can't do without.</summary>
    public const string NodeCritical = "system-node-critical";

    /// <summary>How important the one is.</summary>
    public const int ClusterCriticalValue = 2_000_000_000;

    /// <summary>How important the other is.</summary>
    public const int NodeCriticalValue = 2_000_001_000;

    /// <summary>The value of a class of the system; null where there is none of this name.</summary>
    public static int? ValueOf(string name) => name switch
    {
        ClusterCritical => ClusterCriticalValue,
        NodeCritical => NodeCriticalValue,
        _ => null,
    };
}
