using System.Globalization;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Scheduling.Gangs;

/// <summary>Reads a pod's group from its labels and annotations.</summary>
public static class GangReading
{
    /// <summary>The group; null where the pod names none, or does not say how many belong to it.</summary>
    public static GangMembership? Of(ObjectMeta pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        if (!pod.Labels.TryGetValue(PodGroup.Label, out var name) || name.Length == 0 || Number(pod, PodGroup.MinMember) is not { } members)
        {
            return null;
        }

        return new GangMembership(name, (int)Math.Min(members, int.MaxValue), Number(pod, PodGroup.TimeoutSeconds) ?? PodGroup.TimeoutSecondsDefault);
    }

    // What is no such number was refused when the pod was made, or is of a time when nobody asked.
    private static long? Number(ObjectMeta pod, string annotation) =>
        pod.Annotations.TryGetValue(annotation, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
