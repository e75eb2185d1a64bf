namespace Orchestrator.Resources.Description;

/// <summary>How a strategic merge patch treats a field, with Kubernetes' meaning.</summary>
public enum PatchStrategy
{
    /// <summary>Objects and maps merge by field, lists and scalars are replaced.</summary>
    Default,

    /// <summary>A list merges by its items.</summary>
    Merge,

    /// <summary>An object keeps only the fields that the patch names.</summary>
    RetainKeys,

    /// <summary>A list merges by its items, each of which keeps only the fields that the patch names.</summary>
    MergeRetainKeys,
}
