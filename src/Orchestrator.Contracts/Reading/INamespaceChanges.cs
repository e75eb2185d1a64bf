using System.Collections.Immutable;

namespace Orchestrator.Contracts.Reading;

/// <summary>Tells cheaply in which namespaces something has changed: for those who look at namespaces again and again.</summary>
public interface INamespaceChanges
{
    /// <summary>The namespaces in which objects of these kinds have changed after a version, and the version up to which that is all.</summary>
    /// <exception cref="StorageUnavailableException">PostgreSQL does not answer.</exception>
    Task<(long UpTo, ImmutableArray<string> Namespaces)> SinceAsync(ImmutableArray<string> kinds, long version, CancellationToken cancellationToken);
}
