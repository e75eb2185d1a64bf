using Orchestrator.Contracts.Access;
using Orchestrator.Contracts.Reading;
using Orchestrator.Planning.Configuration;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Agent.Configuration;

/// <summary>ConfigMaps and Secrets as they are stored: read and decrypted in this process, so that no value travels; and tokens, which are signed in it.</summary>
public sealed class StoredConfig(IResourceReader reader, IResourceVersions versions, IServiceAccountTokens tokens) : IConfigSource
{
    private const string DefaultAccount = "default";

    // As for tokens that are asked of the API.
    private static readonly TimeSpan LifetimeMax = TimeSpan.FromDays(365);

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

    /// <inheritdoc/>
    public async Task<ServiceAccountToken> IssueTokenAsync(Pod pod, TokenReference reference, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pod);
        ArgumentNullException.ThrowIfNull(reference);
        var meta = pod.Metadata;
        var name = new[] { pod.Spec.ServiceAccountName, pod.Spec.ServiceAccount, DefaultAccount }.First(account => !string.IsNullOrEmpty(account))!;
        var account = await reader.FindAsync(new ResourceKey("", "ServiceAccount", meta.Namespace, name), cancellationToken)
            ?? throw new ConfigException($"serviceaccounts \"{name}\" not found");
        return await tokens.IssueAsync(
            new ServiceAccountTokenOrder
            {
                Namespace = meta.Namespace,
                Name = name,
                Uid = account.Uid,
                Audiences = reference.Audience.Length == 0 ? [] : [reference.Audience],
                Lifetime = reference.Lifetime < LifetimeMax ? reference.Lifetime : LifetimeMax,
                BoundTo = new BoundObject("v1", "Pod", meta.Name, meta.Uid),
            },
            cancellationToken);
    }

    private static ResourceKey KeyOf(ConfigReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return new ResourceKey("", reference.Kind == ConfigKind.Secret ? "Secret" : "ConfigMap", reference.Namespace, reference.Name);
    }
}
