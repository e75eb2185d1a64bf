namespace Orchestrator.Resources.Core;

/// <summary>How a Service is reached.</summary>
public static class ServiceType
{
    /// <summary>At an address within the cluster.</summary>
    public const string ClusterIP = "ClusterIP";

    /// <summary>At a port of every node, too.</summary>
    public const string NodePort = "NodePort";

    /// <summary>Through a load balancer, too.</summary>
    public const string LoadBalancer = "LoadBalancer";

    /// <summary>As another name of something outside.</summary>
    public const string ExternalName = "ExternalName";
}
