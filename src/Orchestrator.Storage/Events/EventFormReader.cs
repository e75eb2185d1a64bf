using System.Runtime.CompilerServices;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Storage.Events;

/// <summary>Shows stored Events also in the form of <c>events.k8s.io</c>.</summary>
internal sealed class EventFormReader(IResourceReader inner) : IResourceReader
{
    public async Task<StoredResource?> FindAsync(ResourceKey key, CancellationToken cancellationToken)
    {
        if (!EventForm.Is(key.Group, key.Kind))
        {
            return await inner.FindAsync(key, cancellationToken);
        }

        return await inner.FindAsync(EventForm.Stored(key), cancellationToken) is { } found ? EventForm.Other(found) : null;
    }

    public async Task<ResourceList> ListAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        if (!EventForm.Is(query.Group, query.Kind))
        {
            return await inner.ListAsync(query, cancellationToken);
        }

        var list = await inner.ListAsync(EventForm.Stored(query), cancellationToken);
        return list with { Items = [.. list.Items.Select(EventForm.Other)] };
    }

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceQuery query, long fromVersion, CancellationToken cancellationToken) => EventForm.Is(query.Group, query.Kind)
        ? OtherAsync(inner.WatchAsync(EventForm.Stored(query), fromVersion, cancellationToken), cancellationToken)
        : inner.WatchAsync(query, fromVersion, cancellationToken);

    public Task<long?> FindRevisionAsync(string uid, long resourceVersion, CancellationToken cancellationToken) =>
        inner.FindRevisionAsync(uid, resourceVersion, cancellationToken);

    public Task<long?> FindVersionAsync(string uid, long revision, CancellationToken cancellationToken) => inner.FindVersionAsync(uid, revision, cancellationToken);

    private static async IAsyncEnumerable<WatchEvent> OtherAsync(IAsyncEnumerable<WatchEvent> changes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in changes.WithCancellation(cancellationToken))
        {
            yield return change.Type == WatchEventType.Bookmark ? change : change with { Document = EventForm.Other(change.Document) };
        }
    }
}
