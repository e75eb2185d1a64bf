namespace Orchestrator.Contracts.Reading;

/// <summary>
/// The read side: resources as they were last committed. Writes go through grains; this only reads what they stored, so it never waits for one.
/// Every method throws <see cref="StorageUnavailableException"/> where PostgreSQL does not answer.
/// </summary>
public interface IResourceReader
{
    /// <summary>The resource of this key, or null where there is none.</summary>
    Task<StoredResource?> FindAsync(ResourceKey key, CancellationToken cancellationToken);

    /// <summary>
    /// The resources that match, ordered by namespace and name, and the version at which the list is complete: a watch from it misses nothing.
    /// It holds every write that was acknowledged before the call, except where <see cref="ResourceList.StaleBecause"/> says otherwise.
    /// With <see cref="ResourceQuery.Limit"/>, <see cref="ResourceList.Continue"/> goes on where the page ended, as of the first page's version.
    /// </summary>
    /// <exception cref="InvalidContinueException">The continue token is not one that a list gave.</exception>
    /// <exception cref="ResourceExpiredException">The continue token, or the version that is asked for, is older than the kept history.</exception>
    /// <exception cref="ResourceVersionAheadException">The version that is asked for is not there yet.</exception>
    Task<ResourceList> ListAsync(ResourceQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Changes after a version, in order, until cancelled. An object that stops matching the selectors arrives as <see cref="WatchEventType.Deleted"/>, one
    /// that starts to as <see cref="WatchEventType.Added"/>. A <see cref="WatchEventType.Bookmark"/> carries only a version up to which everything was sent.
    /// </summary>
    /// <param name="query">What to watch. Limit and continue do not apply.</param>
    /// <param name="fromVersion">A version that a list, an event or a bookmark gave.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="ResourceExpiredException">
    /// The version is older than the kept history, or the caller took events too slowly: list again. Thrown by the enumeration, at its start or later.
    /// </exception>
    IAsyncEnumerable<WatchEvent> WatchAsync(ResourceQuery query, long fromVersion, CancellationToken cancellationToken);

    /// <summary>The revision that an object had at a version that a client holds; null where that version was never this object's.</summary>
    Task<long?> FindRevisionAsync(string uid, long resourceVersion, CancellationToken cancellationToken);

    /// <summary>The version that a committed revision of an object got; null where there is no such revision.</summary>
    Task<long?> FindVersionAsync(string uid, long revision, CancellationToken cancellationToken);
}
