using Orleans;

namespace Orchestrator.Contracts;

/// <summary>How a create or replace is meant.</summary>
[Immutable]
public sealed record WriteOptions
{
    /// <summary>Nothing special.</summary>
    public static WriteOptions Default { get; } = new();

    /// <summary>Answer as if it were done, and do nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Only if the object has this revision; null is any.</summary>
    public long? ExpectedRevision { get; init; }

    /// <summary>Only if the object has this uid; null is any.</summary>
    public string? ExpectedUid { get; init; }
}
