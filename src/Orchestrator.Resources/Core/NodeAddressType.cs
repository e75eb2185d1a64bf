namespace Orchestrator.Resources.Core;

/// <summary>What kind of address a node has.</summary>
public static class NodeAddressType
{
    /// <summary>An address inside the cluster.</summary>
    public const string InternalIp = "InternalIP";

    /// <summary>An address outside the cluster.</summary>
    public const string ExternalIp = "ExternalIP";

    /// <summary>The name that the machine has for itself.</summary>
    public const string Hostname = "Hostname";
}
