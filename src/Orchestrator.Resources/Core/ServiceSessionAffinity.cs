namespace Orchestrator.Resources.Core;

/// <summary>Whether clients of a Service stay with a pod.</summary>
public static class ServiceSessionAffinity
{
    /// <summary>They do not.</summary>
    public const string None = "None";

    /// <summary>They do, told apart by their address.</summary>
    public const string ClientIP = "ClientIP";
}
