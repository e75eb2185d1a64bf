using System.Globalization;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Serialization;

/// <summary>Warnings about values without effect, which the description of the fields can't tell because the key is the user's.</summary>
internal static class SupportNotes
{
    public static IEnumerable<string> Of(IDocument document) => document switch
    {
        Pod pod => OfSpec(pod.Spec, "spec"),
        ReplicaSet set => OfSpec(set.Spec.Template.Spec, "spec.template.spec"),
        Deployment deployment => OfSpec(deployment.Spec.Template.Spec, "spec.template.spec"),
        _ => [],
    };

    private static IEnumerable<string> OfSpec(PodSpec spec, string path)
    {
        for (var index = 0; index < spec.Containers.Length; index++)
        {
            if (spec.Containers[index].Resources.Limits.ContainsKey(ResourceName.EphemeralStorage))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}.containers[{index}].resources.limits[{ResourceName.EphemeralStorage}] is stored but has no effect yet: disk space of containers is not limited");
            }
        }
    }
}
