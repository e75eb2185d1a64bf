using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orleans;

namespace Orchestrator.Gateway.Writing;

/// <summary>Writes through the grain that stands behind each object.</summary>
internal sealed class GrainResourceWriter<T, TGrain>(IGrainFactory grains) : IStatusWriter<T>
    where T : class, IResource<T>
    where TGrain : IResourceGrain<T>
{
    private static readonly KindDescription Kind = ResourceKinds.Of<T>();

    public Task<Versioned<T>> CreateAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken) =>
        NotedAsync(GrainWrite.AskAsync(() => GrainOf(key).Create(resource, options), cancellationToken), options);

    public Task<Versioned<T>?> ReadAsync(ResourceKey key, CancellationToken cancellationToken) => GrainOf(key).Read().WaitAsync(cancellationToken);

    public Task<Versioned<T>> ReplaceAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken) =>
        NotedAsync(GrainWrite.AskAsync(() => GrainOf(key).Replace(resource, options), cancellationToken), options);

    public Task<Versioned<T>> ReplaceStatusAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken) =>
        GrainWrite.AskAsync(() => GrainOf(key).ReplaceStatus(resource, options), cancellationToken);

    public Task<Deleted<T>> DeleteAsync(ResourceKey key, DeleteRequest request, CancellationToken cancellationToken) =>
        GrainWrite.AskAsync(() => GrainOf(key).Delete(request), cancellationToken);

    // Controllers make objects with owners that are there; a client can name any.
    private async Task<Versioned<T>> NotedAsync(Task<Versioned<T>> write, WriteOptions options)
    {
        var written = await write;
        if (!options.DryRun)
        {
            GarbageNotice.SendIfOwned(grains, written.Resource.Metadata);
        }

        return written;
    }

    private TGrain GrainOf(ResourceKey key) => grains.GetGrain<TGrain>(GrainKey.Of(Kind, key));
}
