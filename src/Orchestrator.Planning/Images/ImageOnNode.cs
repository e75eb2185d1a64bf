namespace Orchestrator.Planning.Images;

/// <summary>An image that a node's engine has.</summary>
public sealed record ImageOnNode
{
    /// <summary>The engine's id of it.</summary>
    public required string Id { get; init; }

    /// <summary>Whether a container uses it, or a pod that is bound to the node names it.</summary>
    public required bool InUse { get; init; }

    /// <summary>Whether it may be removed at all.</summary>
    public required bool Removable { get; init; }

    /// <summary>Since when it is known to be there.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When it was last used; null where that was never seen.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
