using System.Collections.Immutable;
using System.Text;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Configuration;

/// <summary>The files of volumes that are made of ConfigMaps, Secrets, tokens and fields of the pod (Kubernetes' documentation: "Volumes", "Projected Volumes").</summary>
public static class VolumeFiles
{
    /// <summary>Whether a volume holds values of Secrets or tokens, which are never written to a disk.</summary>
    public static bool HoldSecrets(Volume volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        return volume.Secret is not null || (volume.Projected?.Sources ?? []).Any(source => source.Secret is not null || source.ServiceAccountToken is not null);
    }

    /// <summary>Whether a file of a pod's volumes tells what pods may use of the node, where a container has no limit of its own.</summary>
    public static bool AskForResources(PodSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Volumes
            .SelectMany(volume => (volume.DownwardApi?.Items ?? []).Concat((volume.Projected?.Sources ?? []).SelectMany(source => source.DownwardApi?.Items ?? [])))
            .Any(item => item.ResourceFieldRef is not null);
    }

    /// <summary>The files of a volume, each path once.</summary>
    /// <exception cref="ConfigException">Something is not there and not optional, or could not be read.</exception>
    public static ImmutableArray<VolumeFile> Of(Volume volume, DownwardView view, ConfigContents contents)
    {
        ArgumentNullException.ThrowIfNull(volume);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(contents);
        var files = volume switch
        {
            { ConfigMap: { } map } => OfMap(view.Pod, map.Name, map.Items, map.Optional, ModeOf(map.DefaultMode), contents),
            { Secret: { } secret } => OfSecret(view.Pod, secret.SecretName, secret.Items, secret.Optional, ModeOf(secret.DefaultMode), contents),
            { DownwardApi: { } fields } => OfFields(fields.Items, ModeOf(fields.DefaultMode), view),
            { Projected: { } projected } => projected.Sources.SelectMany(source => OfProjection(source, ModeOf(projected.DefaultMode), view, contents)),
            _ => throw new ArgumentException($"the volume {volume.Name} is made of no configuration", nameof(volume)),
        };

        // Of two files at one path the later one counts.
        var byPath = new SortedDictionary<string, VolumeFile>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            byPath[file.Path] = file;
        }

        return [.. byPath.Values];
    }

    private static IEnumerable<VolumeFile> OfProjection(VolumeProjection source, int mode, DownwardView view, ConfigContents contents) => source switch
    {
        { ConfigMap: { } map } => OfMap(view.Pod, map.Name, map.Items, map.Optional, mode, contents),
        { Secret: { } secret } => OfSecret(view.Pod, secret.Name, secret.Items, secret.Optional, mode, contents),
        { DownwardApi: { } fields } => OfFields(fields.Items, mode, view),
        { ServiceAccountToken: { } token } => [new VolumeFile(token.Path ?? "", Encoding.UTF8.GetBytes(contents.FindToken(ConfigReferences.Token(token))), mode)],
        _ => [],
    };

    private static IEnumerable<VolumeFile> OfMap(Pod pod, string? name, ImmutableArray<KeyToPath> items, bool? optional, int mode, ConfigContents contents) =>
        ConfigReferences.Map(pod, name) is { } reference ? OfObject(reference, items, optional, mode, contents, "configmap references non-existent config key") : [];

    private static IEnumerable<VolumeFile> OfSecret(Pod pod, string? name, ImmutableArray<KeyToPath> items, bool? optional, int mode, ConfigContents contents) =>
        ConfigReferences.Secret(pod, name) is { } reference ? OfObject(reference, items, optional, mode, contents, "references non-existent secret key") : [];

    private static IEnumerable<VolumeFile> OfObject(
        ConfigReference reference, ImmutableArray<KeyToPath> items, bool? optional, int mode, ConfigContents contents, string missing)
    {
        if (contents.Find(reference, optional) is not { } found)
        {
            yield break;
        }

        if (items.IsEmpty)
        {
            foreach (var (key, value) in found.Data.Concat(found.BinaryData))
            {
                yield return new VolumeFile(key, value, mode);
            }
        }

        foreach (var item in items)
        {
            if (found.Data.TryGetValue(item.Key, out var value) || found.BinaryData.TryGetValue(item.Key, out value))
            {
                yield return new VolumeFile(item.Path, value, item.Mode ?? mode);
            }
            else if (optional != true)
            {
                throw new ConfigException($"{missing}: {item.Key}");
            }
        }
    }

    private static IEnumerable<VolumeFile> OfFields(ImmutableArray<DownwardApiVolumeFile> items, int mode, DownwardView view) => items.Select(item => new VolumeFile(
        item.Path,
        Encoding.UTF8.GetBytes(item.FieldRef is { } field ? DownwardFields.ValueOf(field, view) : DownwardResources.ValueOf(item.ResourceFieldRef!, null, view)),
        item.Mode ?? mode));

    private static int ModeOf(int? mode) => mode ?? FileModes.Default;
}
