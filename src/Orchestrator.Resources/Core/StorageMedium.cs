namespace Orchestrator.Resources.Core;

/// <summary>Where an emptyDir volume is, beside the node's disk.</summary>
public static class StorageMedium
{
    /// <summary>In memory.</summary>
    public const string Memory = "Memory";
}
