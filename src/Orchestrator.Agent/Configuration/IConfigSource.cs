using Orchestrator.Agent.Images;
using Orchestrator.Planning.Configuration;

namespace Orchestrator.Agent.Configuration;

/// <summary>Where an agent reads the ConfigMaps and Secrets that its pods name.</summary>
public interface IConfigSource : ISecretSource
{
    /// <summary>The object of this name; null where there is none.</summary>
    Task<ConfigObject?> FindAsync(ConfigReference reference, CancellationToken cancellationToken);

    /// <summary>The versions of those that are there; who is not there is left out.</summary>
    Task<IReadOnlyDictionary<ConfigReference, long>> FindVersionsAsync(IReadOnlyCollection<ConfigReference> references, CancellationToken cancellationToken);
}
