using Orchestrator.Contracts.Reading;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>The real objects, before whose reading a test may do something of its own.</summary>
public sealed class TappedReader(IResourceReader inner) : IResourceReader
{
    private (Predicate<ResourceQuery> Is, Func<Task> Action)? _list;
    private (ResourceKey Key, Func<Task> Action)? _find;
    private readonly Lock _lock = new();

    /// <summary>Runs an action before the next list of that kind.</summary>
    public void BeforeList(Predicate<ResourceQuery> query, Func<Task> action)
    {
        lock (_lock)
        {
            _list = (query, action);
        }
    }

    /// <summary>Runs an action before the next look for an object.</summary>
    public void BeforeFind(ResourceKey key, Func<Task> action)
    {
        lock (_lock)
        {
            _find = (key, action);
        }
    }

    /// <inheritdoc/>
    public async Task<StoredResource?> FindAsync(ResourceKey key, CancellationToken cancellationToken)
    {
        await (Take(key)?.Invoke() ?? Task.CompletedTask);
        return await inner.FindAsync(key, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ResourceList> ListAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        await (Take(query)?.Invoke() ?? Task.CompletedTask);
        return await inner.ListAsync(query, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceQuery query, long fromVersion, CancellationToken cancellationToken) => inner.WatchAsync(query, fromVersion, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindRevisionAsync(string uid, long resourceVersion, CancellationToken cancellationToken) => inner.FindRevisionAsync(uid, resourceVersion, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindVersionAsync(string uid, long revision, CancellationToken cancellationToken) => inner.FindVersionAsync(uid, revision, cancellationToken);

    private Func<Task>? Take(ResourceKey key)
    {
        lock (_lock)
        {
            if (_find is not { } found || found.Key != key)
            {
                return null;
            }

            _find = null;
            return found.Action;
        }
    }

    private Func<Task>? Take(ResourceQuery query)
    {
        lock (_lock)
        {
            if (_list is not { } found || !found.Is(query))
            {
                return null;
            }

            _list = null;
            return found.Action;
        }
    }
}
