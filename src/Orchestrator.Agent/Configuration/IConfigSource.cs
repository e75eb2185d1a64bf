using Orchestrator.Agent.Images;
using Orchestrator.Contracts.Access;
using Orchestrator.Contracts.Reading;
using Orchestrator.Planning.Configuration;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Configuration;

/// <summary>Where an agent reads the ConfigMaps and Secrets that its pods name, and has the tokens from that they ask for.</summary>
public interface IConfigSource : ISecretSource
{
    /// <summary>The object of this name; null where there is none.</summary>
    Task<ConfigObject?> FindAsync(ConfigReference reference, CancellationToken cancellationToken);

    /// <summary>The versions of those that are there; who is not there is left out.</summary>
    Task<IReadOnlyDictionary<ConfigReference, long>> FindVersionsAsync(IReadOnlyCollection<ConfigReference> references, CancellationToken cancellationToken);

    /// <summary>Issues a token of the pod's service account that ends with the pod.</summary>
    /// <exception cref="ConfigException">There is no such service account.</exception>
    /// <exception cref="SealedValueException">This process does not have the key for Secrets, with which the signing key is kept.</exception>
    /// <exception cref="StorageUnavailableException">The database does not answer.</exception>
    Task<ServiceAccountToken> IssueTokenAsync(Pod pod, TokenReference reference, CancellationToken cancellationToken);
}
