using System.Collections.Immutable;
using Orchestrator.Contracts.Writing;

namespace Orchestrator.Storage.Silo;

/// <summary>What is stored of a state that has parts.</summary>
/// <param name="ETag">The version of which that is so.</param>
/// <param name="Main">All but the parts; null where that is not known.</param>
/// <param name="Parts">The parts.</param>
internal sealed record StoredParts(string? ETag, byte[]? Main, ImmutableArray<IStatePart> Parts)
{
    /// <summary>The state that <see cref="Main"/> says; null where that is not known.</summary>
    public IPartedState? Rest { get; init; }
}
