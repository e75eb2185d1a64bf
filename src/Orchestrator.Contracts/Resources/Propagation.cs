namespace Orchestrator.Contracts;

/// <summary>What becomes of the objects that a deleted object owns, with Kubernetes' names and meanings.</summary>
public enum Propagation
{
    /// <summary>The owner goes at once, what it owns afterwards.</summary>
    Background,

    /// <summary>What it owns goes first; until then the owner stays, with a deletion timestamp.</summary>
    Foreground,

    /// <summary>What it owns stays and has no owner any more.</summary>
    Orphan,
}
