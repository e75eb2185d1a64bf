using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Images;

/// <summary>Where an agent reads Secrets.</summary>
public interface ISecretSource
{
    /// <summary>The Secret of this name; null where there is none.</summary>
    Task<Secret?> FindAsync(string @namespace, string name, CancellationToken cancellationToken);
}
