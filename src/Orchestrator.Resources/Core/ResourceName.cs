namespace Orchestrator.Resources.Core;

/// <summary>Names of resources that containers request.</summary>
public static class ResourceName
{
    /// <summary>Processor time, in cores.</summary>
    public const string Cpu = "cpu";

    /// <summary>Memory, in bytes.</summary>
    public const string Memory = "memory";

    /// <summary>Disk space of the container, in bytes.</summary>
    public const string EphemeralStorage = "ephemeral-storage";

    /// <summary>How many pods a node takes.</summary>
    public const string Pods = "pods";
}
