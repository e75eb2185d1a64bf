using System.Runtime.CompilerServices;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Storage.Secrets;

/// <summary>Decrypts Secrets on their way out of a store.</summary>
internal sealed class OpeningResourceReader(IResourceReader inner, SecretKeyring keys) : IResourceReader
{
    private readonly SecretDocument _secrets = new(new SecretSeal(keys));

    public async Task<StoredResource?> FindAsync(ResourceKey key, CancellationToken cancellationToken)
    {
        var found = await inner.FindAsync(key, cancellationToken);
        return found is not null && SecretDocument.IsSealed(key.Group, key.Kind) ? Open(found) : found;
    }

    public async Task<ResourceList> ListAsync(ResourceQuery query, CancellationToken cancellationToken)
    {
        var list = await inner.ListAsync(query, cancellationToken);
        return SecretDocument.IsSealed(query.Group, query.Kind) && !query.AsStored ? list with { Items = [.. list.Items.Select(Open)] } : list;
    }

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceQuery query, long fromVersion, CancellationToken cancellationToken)
    {
        var changes = inner.WatchAsync(query, fromVersion, cancellationToken);
        return SecretDocument.IsSealed(query.Group, query.Kind) ? OpenAsync(changes, cancellationToken) : changes;
    }

    public Task<long?> FindRevisionAsync(string uid, long resourceVersion, CancellationToken cancellationToken) =>
        inner.FindRevisionAsync(uid, resourceVersion, cancellationToken);

    public Task<long?> FindVersionAsync(string uid, long revision, CancellationToken cancellationToken) => inner.FindVersionAsync(uid, revision, cancellationToken);

    private StoredResource Open(StoredResource secret) => secret with { Document = _secrets.Open(secret.Document) };

    private async IAsyncEnumerable<WatchEvent> OpenAsync(IAsyncEnumerable<WatchEvent> changes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in changes.WithCancellation(cancellationToken))
        {
            yield return change.Type switch
            {
                WatchEventType.Bookmark => change,
                WatchEventType.Deleted => change with { Document = _secrets.OpenOrLeaveOut(change.Document) },
                _ => change with { Document = _secrets.Open(change.Document) },
            };
        }
    }
}
