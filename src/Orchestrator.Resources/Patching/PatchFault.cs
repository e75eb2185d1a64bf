namespace Orchestrator.Resources.Patching;

/// <summary>Why a patch is not applied.</summary>
public enum PatchFault
{
    /// <summary>It is not written as a patch must be.</summary>
    Malformed,

    /// <summary>It is well written and can't be applied to this document.</summary>
    Inapplicable,

    /// <summary>It, or what it makes, is larger than is allowed.</summary>
    TooLarge,
}
