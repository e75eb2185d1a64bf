using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Gateway.Writing;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Access.Guarding;

/// <summary>Writes of a kind by which people get permissions: each is looked at before it is made, in whatever way it was asked for.</summary>
/// <param name="inner">Carries the writes out.</param>
/// <param name="guard">Looks at them.</param>
internal sealed class GuardedWriter<T>(PassiveResourceWriter<T> inner, IWriteGuard<T> guard) : IResourceWriter<T>
    where T : class, IResource<T>
{
    public async Task<Versioned<T>> CreateAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken)
    {
        await guard.RequireAsync(resource, null, cancellationToken);
        return await inner.CreateAsync(key, resource, options, cancellationToken);
    }

    public Task<Versioned<T>?> ReadAsync(ResourceKey key, CancellationToken cancellationToken) => inner.ReadAsync(key, cancellationToken);

    public async Task<Versioned<T>> ReplaceAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken)
    {
        // Looked at against what is replaced, and nothing else: whoever changes it meanwhile makes the write fail.
        if (await inner.ReadAsync(key, cancellationToken) is not { } current)
        {
            return await inner.ReplaceAsync(key, resource, options, cancellationToken);
        }

        await guard.RequireAsync(resource, current.Resource, cancellationToken);
        return await inner.ReplaceAsync(key, resource, options with { ExpectedRevision = options.ExpectedRevision ?? current.Revision }, cancellationToken);
    }

    public Task<Deleted<T>> DeleteAsync(ResourceKey key, DeleteRequest request, CancellationToken cancellationToken) => inner.DeleteAsync(key, request, cancellationToken);
}
