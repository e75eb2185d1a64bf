using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Configuration;

/// <summary>Finds the ConfigMaps and Secrets that a pod names, and the tokens that it asks for.</summary>
public static class ConfigReferences
{
    private const long TokenSecondsUsual = 3600;

    /// <summary>Those whose values are files of volumes.</summary>
    public static ImmutableArray<ConfigReference> OfVolumes(Pod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        return
        [
            .. pod.Spec.Volumes.SelectMany(volume => OfProjections(pod, volume.Projected)
                .Append(Map(pod, volume.ConfigMap?.Name))
                .Append(Secret(pod, volume.Secret?.SecretName))).OfType<ConfigReference>().Distinct(),
        ];
    }

    /// <summary>The tokens that are files of volumes.</summary>
    public static ImmutableArray<TokenReference> TokensOfVolumes(PodSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return
        [
            .. spec.Volumes.SelectMany(volume => volume.Projected?.Sources ?? [])
                .Select(source => source.ServiceAccountToken).OfType<ServiceAccountTokenProjection>().Select(Token).Distinct(),
        ];
    }

    /// <summary>The token that this asks for.</summary>
    internal static TokenReference Token(ServiceAccountTokenProjection asked) => new(asked.Audience ?? "", TimeSpan.FromSeconds(asked.ExpirationSeconds ?? TokenSecondsUsual));

    /// <summary>Those whose values are environment variables of a container.</summary>
    public static ImmutableArray<ConfigReference> OfEnvironment(Pod pod, Container container)
    {
        ArgumentNullException.ThrowIfNull(pod);
        ArgumentNullException.ThrowIfNull(container);
        var whole = container.EnvFrom.SelectMany(source => new[] { Map(pod, source.ConfigMapRef?.Name), Secret(pod, source.SecretRef?.Name) });
        var single = container.Env.SelectMany(variable => new[] { Map(pod, variable.ValueFrom?.ConfigMapKeyRef?.Name), Secret(pod, variable.ValueFrom?.SecretKeyRef?.Name) });
        return [.. whole.Concat(single).OfType<ConfigReference>().Distinct()];
    }

    /// <summary>The ConfigMap of this name in the pod's namespace; null without a name.</summary>
    internal static ConfigReference? Map(Pod pod, string? name) => Of(ConfigKind.ConfigMap, pod, name);

    /// <summary>The Secret of this name in the pod's namespace; null without a name.</summary>
    internal static ConfigReference? Secret(Pod pod, string? name) => Of(ConfigKind.Secret, pod, name);

    private static IEnumerable<ConfigReference?> OfProjections(Pod pod, ProjectedVolumeSource? projected) =>
        (projected?.Sources ?? []).SelectMany(source => new[] { Map(pod, source.ConfigMap?.Name), Secret(pod, source.Secret?.Name) });

    private static ConfigReference? Of(ConfigKind kind, Pod pod, string? name) =>
        string.IsNullOrEmpty(name) ? null : new ConfigReference(kind, pod.Metadata.Namespace, name);
}
