using Orleans;

namespace Orchestrator.Contracts;

/// <summary>A pod is to go to a node that somebody else than the scheduler has chosen.</summary>
[Immutable]
public sealed record BindingOrder
{
    /// <summary>The node.</summary>
    public required string NodeName { get; init; }

    /// <summary>Uid of the pod that is meant; null is whichever has the name.</summary>
    public string? ExpectedUid { get; init; }

    /// <summary>The revision that the pod must have; null is any.</summary>
    public long? ExpectedRevision { get; init; }

    /// <summary>Whether only to check: the node is not asked then.</summary>
    public bool DryRun { get; init; }
}
