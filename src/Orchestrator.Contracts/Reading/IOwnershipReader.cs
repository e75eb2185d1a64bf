using System.Collections.Immutable;

namespace Orchestrator.Contracts.Reading;

/// <summary>
/// Which stored object owns which, over all kinds, as last committed. What a call returns is complete but for what was committed while it ran.
/// Every method throws <see cref="StorageUnavailableException"/> where PostgreSQL does not answer.
/// </summary>
public interface IOwnershipReader
{
    /// <summary>The objects with these uids, as far as there are any.</summary>
    Task<ImmutableArray<StoredMetadata>> FindAsync(IReadOnlyCollection<string> uids, CancellationToken cancellationToken);

    /// <summary>Objects that name one of these uids as an owner, those first whose deletion has not begun.</summary>
    Task<ImmutableArray<StoredMetadata>> ListOwnedAsync(IReadOnlyCollection<string> ownerUids, int atMost, CancellationToken cancellationToken);

    /// <summary>Objects that name an owner that is not there, neither in their namespace nor in none; in order, after a key. What is on its way out is left out.</summary>
    Task<ImmutableArray<StoredMetadata>> ListAbandonedAsync(ResourceKey? after, int atMost, CancellationToken cancellationToken);

    /// <summary>Objects whose deletion has begun and that wait until what they own has been seen to.</summary>
    Task<ImmutableArray<StoredMetadata>> ListHeldAsync(int atMost, CancellationToken cancellationToken);
}
