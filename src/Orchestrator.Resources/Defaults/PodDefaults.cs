using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Defaults;

/// <summary>The defaults of pods that depend on other fields.</summary>
internal static class PodDefaults
{
    /// <summary>A pod's own: beyond those of a template, requests follow limits, and on the machine's network its ports are the machine's.</summary>
    public static PodSpec OfPod(PodSpec spec)
    {
        var common = OfSpec(spec);
        return common with
        {
            EnableServiceLinks = common.EnableServiceLinks ?? true,
            Containers = [.. common.Containers.Select(Own)],
            InitContainers = [.. common.InitContainers.Select(Own)],
        };

        Container Own(Container container) => container with
        {
            Resources = RequestsFromLimits(container.Resources),
            Ports = spec.HostNetwork ? [.. container.Ports.Select(OfMachine)] : container.Ports,
        };
    }

    public static PodTemplateSpec OfTemplate(PodTemplateSpec template) => template with { Spec = OfSpec(template.Spec) };

    private static PodSpec OfSpec(PodSpec spec) => spec with
    {
        Containers = [.. spec.Containers.Select(WithPullPolicy)],
        InitContainers = [.. spec.InitContainers.Select(WithPullPolicy)],
        Volumes = [.. spec.Volumes.Select(WithSource)],
    };

    private static ContainerPort OfMachine(ContainerPort port) => port.HostPort == 0 ? port with { HostPort = port.Port } : port;

    private static Volume WithSource(Volume volume) =>
        volume is { EmptyDir: null, HostPath: null, IsConfiguration: false } ? volume with { EmptyDir = new EmptyDirVolumeSource() } : volume;

    private static Container WithPullPolicy(Container container) => container with { ImagePullPolicy = container.ImagePullPolicy ?? PullPolicyOf(container.Image) };

    /// <summary>The tag latest, or none, may mean another image tomorrow; a digest never does.</summary>
    private static string PullPolicyOf(string? image)
    {
        var name = image ?? "";
        var digest = name.IndexOf('@', StringComparison.Ordinal);
        var tagged = digest < 0 ? name : name[..digest];
        var tag = tagged.LastIndexOf(':') is var colon && colon > tagged.LastIndexOf('/') ? tagged[(colon + 1)..] : "";
        return tag == "latest" || tag.Length == 0 && digest < 0 ? ImagePullPolicy.Always : ImagePullPolicy.IfNotPresent;
    }

    private static ResourceRequirements RequestsFromLimits(ResourceRequirements resources)
    {
        var requests = resources.Requests;
        foreach (var (name, limit) in resources.Limits.Where(pair => !requests.ContainsKey(pair.Key)))
        {
            requests = requests.Add(name, limit);
        }

        return resources with { Requests = requests };
    }
}
