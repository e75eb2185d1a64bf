using System.Collections.Immutable;

namespace Orchestrator.Planning.Owners;

/// <summary>What is to become of an object that has owners. Both empty: nothing.</summary>
public sealed record OwnedPlan
{
    /// <summary>Nothing is to be done.</summary>
    public static OwnedPlan Keep { get; } = new();

    /// <summary>How it is to be deleted, with a name of <see cref="Resources.Meta.PropagationPolicy"/>; null where it is to stay.</summary>
    public string? Delete { get; init; }

    /// <summary>The uids of owners that it is not to name any more.</summary>
    public ImmutableArray<string> Release { get; init; } = [];
}
