using Orchestrator.Contracts.Reading;

namespace Orchestrator.Contracts.Writing;

/// <summary>
/// Stores documents that no grain stands behind, such as Events written through the API. They appear in lists and watches like any other resource.
/// A document that a grain owns is refused. All methods throw <see cref="StorageUnavailableException"/> where PostgreSQL does not answer; a write that was
/// cut off so may have happened.
/// </summary>
public interface IPassiveResourceStore
{
    /// <summary>
    /// Stores a document. It carries apiVersion, kind, metadata.name and metadata.uid; metadata.resourceVersion is set here. A document that is already stored
    /// just so gets no new version. Another uid than the stored one replaces the object: a deletion and an addition.
    /// </summary>
    /// <param name="document">The document as UTF-8 JSON.</param>
    /// <param name="expectedRevision">Null stores over whatever is there; 0 demands that nothing is; else what is there must be of this revision.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="RevisionConflictException">What is stored is not at the expected revision.</exception>
    Task<PassiveWrite> PutAsync(ReadOnlyMemory<byte> document, long? expectedRevision, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a document; null where there was none. One that finalizers hold stays, with the time at which its deletion began. Asked for in the foreground or
    /// for its dependents to be orphaned, it is held by a finalizer of the system where it owns something.
    /// </summary>
    /// <param name="key">Which document.</param>
    /// <param name="request">How it is to be deleted; a grace period means nothing here.</param>
    /// <param name="at">The time.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="RevisionConflictException">What is stored has another uid or revision.</exception>
    Task<PassiveEnd?> DeleteAsync(ResourceKey key, DeleteRequest request, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Takes owners and finalizers away from a document, and removes one whose deletion has begun and that nothing holds any more; null where there was none.</summary>
    /// <param name="key">Which document.</param>
    /// <param name="release">What is taken away.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="RevisionConflictException">What is stored has another uid or revision.</exception>
    Task<PassiveEnd?> ReleaseAsync(ResourceKey key, PassiveRelease release, CancellationToken cancellationToken);
}
