using System.Collections.Immutable;
using Orchestrator.Contracts.Reading;
using Orchestrator.Planning.Images;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Images;

/// <summary>Finds the credentials with which a pod's image may be pulled: those of its own Secrets, then those of the node, in each the longest match first.</summary>
internal sealed class PullCredentials(ISecretSource secrets, NodeCredentials node)
{
    /// <summary>The credentials to try in turn.</summary>
    public async Task<PullCredentialList> FindAsync(Pod pod, ImageName image, CancellationToken cancellationToken)
    {
        var found = new List<PullCredential>();
        var faults = ImmutableArray.CreateBuilder<string>();
        foreach (var name in pod.Spec.ImagePullSecrets.Select(reference => reference.Name).OfType<string>().Where(name => name.Length > 0).Distinct(StringComparer.Ordinal))
        {
            try
            {
                found.AddRange(await ReadAsync(pod.Metadata.Namespace, name, cancellationToken));
            }
            catch (FormatException e)
            {
                faults.Add(e.Message);
            }
        }

        var secretFaults = faults.Count;
        var (ofNode, fault) = node.Read();
        if (fault is not null)
        {
            faults.Add(fault);
        }

        ImmutableArray<PullCredential> matching = [.. Matching(found, image), .. Matching(ofNode, image)];
        return new PullCredentialList([.. matching.DistinctBy(one => one.Credentials)], faults.ToImmutable(), secretFaults);
    }

    private async Task<ImmutableArray<PullCredential>> ReadAsync(string ns, string name, CancellationToken cancellationToken)
    {
        var source = $"the Secret {ns}/{name}";
        Secret? secret;
        try
        {
            secret = await secrets.FindAsync(ns, name, cancellationToken);
        }
        catch (Exception e) when (e is SealedValueException or StorageUnavailableException)
        {
            throw new FormatException(e is SealedValueException ? e.Message : $"{source} cannot be read now, because the database does not answer", e);
        }

        var (key, wrapped) = secret?.Type switch
        {
            SecretType.DockerConfigJson => (SecretKey.DockerConfigJson, true),
            SecretType.DockerConfig => (SecretKey.DockerConfig, false),
            null => throw new FormatException($"{source} of imagePullSecrets does not exist"),
            _ => throw new FormatException($"{source} of imagePullSecrets must be of type {SecretType.DockerConfigJson} or {SecretType.DockerConfig}; it is of type {secret.Type}"),
        };
        return secret.Data.TryGetValue(key, out var value) && TryDecode(value) is { } json
            ? RegistryAuths.Read(json, wrapped, source)
            : throw new FormatException($"{source} of imagePullSecrets has no {key}");
    }

    private static IEnumerable<PullCredential> Matching(IEnumerable<PullCredential> credentials, ImageName image) => credentials
        .Where(one => one.Pattern.Matches(image))
        .OrderByDescending(one => one.Pattern.Path.Length)
        .ThenByDescending(one => one.Pattern.Host, StringComparer.Ordinal);

    private static byte[]? TryDecode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
