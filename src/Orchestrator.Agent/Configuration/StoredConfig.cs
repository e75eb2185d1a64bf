using Orchestrator.Contracts.Reading;
using Orchestrator.Planning.Configuration;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Agent.Configuration;

/// <summary>ConfigMaps and Secrets as they are stored: read and decrypted in this process, so that no value travels.</summary>
public sealed class StoredConfig(IResourceReader reader, IResourceVersions versions) : IConfigSource
{
    /// <inheritdoc/>
    public async Task<Secret?> FindAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        await reader.FindAsync(new ResourceKey("", "Secret", @namespace, name), cancellationToken) is { } stored
            ? ResourceJson.Deserialize<Secret>(stored.Document.Span)
            : null;

    /// <inheritdoc/>
    public async Task<ConfigObject?> FindAsync(ConfigReference reference, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(KeyOf(reference), cancellationToken) is not { } stored)
        {
            return null;
        }

        return reference.Kind == ConfigKind.Secret
            ? ConfigObject.Of(ResourceJson.Deserialize<Secret>(stored.Document.Span), stored.ResourceVersion)
            : ConfigObject.Of(ResourceJson.Deserialize<ConfigMap>(stored.Document.Span), stored.ResourceVersion);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<ConfigReference, long>> FindVersionsAsync(
        IReadOnlyCollection<ConfigReference> references, CancellationToken cancellationToken)
    {
        var found = await versions.FindVersionsAsync([.. references.Select(KeyOf)], cancellationToken);
        return references.Where(reference => found.ContainsKey(KeyOf(reference))).ToDictionary(reference => reference, reference => found[KeyOf(reference)]);
    }

    private static ResourceKey KeyOf(ConfigReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return new ResourceKey("", reference.Kind == ConfigKind.Secret ? "Secret" : "ConfigMap", reference.Namespace, reference.Name);
    }
}
