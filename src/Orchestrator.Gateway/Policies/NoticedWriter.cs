using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Writing;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Policies;

/// <summary>Writes of a kind whose status somebody keeps: they are told, so that it is kept soon.</summary>
/// <param name="inner">Carries the writes out.</param>
/// <param name="notice">Whom to tell.</param>
internal sealed class NoticedWriter<T>(PassiveResourceWriter<T> inner, WriteNotice<T> notice) : IResourceWriter<T>
    where T : class, IResource<T>
{
    public Task<Versioned<T>> CreateAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken) =>
        NotedAsync(inner.CreateAsync(key, resource, options, cancellationToken));

    public Task<Versioned<T>?> ReadAsync(ResourceKey key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);

    public Task<Versioned<T>> ReplaceAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken) =>
        NotedAsync(inner.ReplaceAsync(key, resource, options, cancellationToken));

    public Task<Deleted<T>> DeleteAsync(ResourceKey key, DeleteRequest request, CancellationToken cancellationToken) => inner.DeleteAsync(key, request, cancellationToken);

    private async Task<Versioned<T>> NotedAsync(Task<Versioned<T>> write)
    {
        var written = await write;
        notice.Send();
        return written;
    }
}
