using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Agent.Images;

/// <summary>Secrets as they are stored: read and decrypted in this process, so that none travels.</summary>
public sealed class StoredSecrets(IResourceReader reader) : ISecretSource
{
    /// <inheritdoc/>
    public async Task<Secret?> FindAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        await reader.FindAsync(new ResourceKey("", "Secret", @namespace, name), cancellationToken) is { } stored
            ? ResourceJson.Deserialize<Secret>(stored.Document.Span)
            : null;
}
