using Orleans;

namespace Orchestrator.Contracts;

/// <summary>How an object is to be deleted.</summary>
[Immutable]
public sealed record DeleteRequest
{
    /// <summary>What becomes of the objects that this one owns.</summary>
    public Propagation Propagation { get; init; } = Propagation.Background;

    /// <summary>Seconds between SIGTERM and SIGKILL for a pod; null is what its spec says, 0 is at once.</summary>
    public long? GracePeriodSeconds { get; init; }

    /// <summary>Only if the object has this uid; null is any.</summary>
    public string? ExpectedUid { get; init; }

    /// <summary>Only if the object has this revision; null is any.</summary>
    public long? ExpectedRevision { get; init; }

    /// <summary>Answer as if it were done, and do nothing.</summary>
    public bool DryRun { get; init; }
}
