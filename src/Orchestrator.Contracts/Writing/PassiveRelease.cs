using System.Collections.Immutable;

namespace Orchestrator.Contracts.Writing;

/// <summary>What is taken away from an object that no grain stands behind.</summary>
public sealed record PassiveRelease
{
    /// <summary>The uid it must have; null is any.</summary>
    public string? ExpectedUid { get; init; }

    /// <summary>The revision it must have; null is any.</summary>
    public long? ExpectedRevision { get; init; }

    /// <summary>The uids of owners that it is not to have any more.</summary>
    public ImmutableArray<string> Owners { get; init; } = [];

    /// <summary>The finalizers that are not to hold it any more.</summary>
    public ImmutableArray<string> Finalizers { get; init; } = [];
}
