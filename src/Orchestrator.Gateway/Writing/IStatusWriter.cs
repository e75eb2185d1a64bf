using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Writing;

/// <summary>Writes the status of a kind, as far as clients may: all of it where no grain observes it.</summary>
/// <typeparam name="T">The kind's record.</typeparam>
public interface IStatusWriter<T> : IResourceWriter<T>
    where T : class, IResource<T>
{
    /// <summary>Replaces the status of an object, with the account of who manages it, and nothing else.</summary>
    Task<Versioned<T>> ReplaceStatusAsync(ResourceKey key, T resource, WriteOptions options, CancellationToken cancellationToken);
}
