namespace Orchestrator.Resources.Core;

/// <summary>Whether a volume that has the right owner already is gone through again.</summary>
public static class FsGroupChangePolicy
{
    /// <summary>Only where its root has another owner.</summary>
    public const string OnRootMismatch = "OnRootMismatch";

    /// <summary>Each time.</summary>
    public const string Always = "Always";
}
