namespace Orchestrator.Contracts.Reading;

/// <summary>Tells cheaply whether resources have changed: for those who hold a few of them and need no watch.</summary>
public interface IResourceVersions
{
    /// <summary>The versions of those that are there, as they were last committed; who is not there is left out.</summary>
    /// <exception cref="StorageUnavailableException">PostgreSQL does not answer.</exception>
    Task<IReadOnlyDictionary<ResourceKey, long>> FindVersionsAsync(IReadOnlyCollection<ResourceKey> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Those whose committed version is another than the one given, as they are now, with their documents; null for who is not there. Who is not known yet is given with 0.
    /// </summary>
    /// <exception cref="StorageUnavailableException">PostgreSQL does not answer.</exception>
    Task<IReadOnlyDictionary<ResourceKey, StoredResource?>> FindChangedAsync(IReadOnlyDictionary<ResourceKey, long> known, CancellationToken cancellationToken);
}
