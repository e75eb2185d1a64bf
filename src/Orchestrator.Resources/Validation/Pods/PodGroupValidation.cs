using System.Globalization;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Validation.Pods;

/// <summary>Rules for how pods say that they are placed together: a number that is not understood would place some of them alone.</summary>
internal static class PodGroupValidation
{
    public static void Validate(ObjectMeta pod, FieldErrors errors)
    {
        ValidateNumber(pod, PodGroup.MinMember, errors);
        ValidateNumber(pod, PodGroup.TimeoutSeconds, errors);
        if (pod.Annotations.ContainsKey(PodGroup.MinMember) && !pod.Labels.ContainsKey(PodGroup.Label))
        {
            errors.Required($"metadata.labels[{PodGroup.Label}]", $"must name the group where the annotation {PodGroup.MinMember} says how many belong to it");
        }

        if (pod.Annotations.ContainsKey(PodGroup.TimeoutSeconds) && !pod.Annotations.ContainsKey(PodGroup.MinMember))
        {
            errors.Required($"metadata.annotations[{PodGroup.MinMember}]", $"must say how many pods the group needs where {PodGroup.TimeoutSeconds} is set");
        }
    }

    private static void ValidateNumber(ObjectMeta pod, string annotation, FieldErrors errors)
    {
        if (pod.Annotations.TryGetValue(annotation, out var text)
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0))
        {
            errors.Invalid($"metadata.annotations[{annotation}]", text, "must be a whole number of 1 or more");
        }
    }
}
