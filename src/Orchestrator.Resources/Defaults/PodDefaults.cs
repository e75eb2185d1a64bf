using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Defaults;

/// <summary>The defaults of pods that depend on other fields.</summary>
internal static class PodDefaults
{
    /// <summary>A pod's own: beyond those of a template, requests follow limits.</summary>
    public static PodSpec OfPod(PodSpec spec)
    {
        var common = OfSpec(spec);
        return common with
        {
            EnableServiceLinks = common.EnableServiceLinks ?? true,
            Containers = [.. common.Containers.Select(container => container with { Resources = RequestsFromLimits(container.Resources) })],
        };
    }

    public static PodTemplateSpec OfTemplate(PodTemplateSpec template) => template with { Spec = OfSpec(template.Spec) };

    private static PodSpec OfSpec(PodSpec spec) => spec with
    {
        Containers = [.. spec.Containers.Select(container => container with { ImagePullPolicy = container.ImagePullPolicy ?? PullPolicyOf(container.Image) })],
    };

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
