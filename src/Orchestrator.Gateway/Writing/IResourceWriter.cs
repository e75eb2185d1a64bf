using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Writing;

/// <summary>Carries out writes of one kind. What it refuses, it throws as <see cref="ApiException"/>; a call that throws so has changed nothing.</summary>
/// <typeparam name="T">The kind's record.</typeparam>
public interface IResourceWriter<T>
    where T : class, IResource<T>
{
    /// <summary>Creates an object.</summary>
    Task<Versioned<T>> CreateAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>The object as a write would find it, or null.</summary>
    Task<Versioned<T>?> ReadAsync(ResourceKey key, CancellationToken cancellationToken);

    /// <summary>Replaces an object but for its status.</summary>
    Task<Versioned<T>> ReplaceAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>Deletes an object, or begins to.</summary>
    Task<Deleted<T>> DeleteAsync(ResourceKey key, DeleteRequest request, CancellationToken cancellationToken);
}
