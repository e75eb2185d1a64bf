using System.Globalization;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>As whom a container runs. What a container says counts more than what its pod says, and both more than its image.</summary>
internal static class ContainerUser
{
    /// <summary><c>user[:group]</c> for the engine; null for the image's own.</summary>
    public static string? Of(PodSecurityContext pod, SecurityContext container, string imageUser)
    {
        var user = container.RunAsUser ?? pod.RunAsUser;
        var group = container.RunAsGroup ?? pod.RunAsGroup;
        if (group is null)
        {
            return user?.ToString(CultureInfo.InvariantCulture);
        }

        var image = imageUser.Split(':')[0];
        return string.Create(CultureInfo.InvariantCulture, $"{user?.ToString(CultureInfo.InvariantCulture) ?? (image.Length > 0 ? image : "0")}:{group}");
    }

    /// <summary>Further groups of the container's processes: the ones that are asked for, and the one that the volumes belong to.</summary>
    public static IReadOnlyList<long> Groups(PodSecurityContext pod) =>
        pod.FsGroup is { } volumes && !pod.SupplementalGroups.Contains(volumes) ? [.. pod.SupplementalGroups, volumes] : pod.SupplementalGroups;

    /// <summary>Why the container may not run as whom it would run, in Kubernetes' sentences; null where it may.</summary>
    public static string? Refusal(PodSecurityContext pod, SecurityContext container, string imageUser)
    {
        if ((container.RunAsNonRoot ?? pod.RunAsNonRoot) != true)
        {
            return null;
        }

        if ((container.RunAsUser ?? pod.RunAsUser) is { } user)
        {
            return user == 0 ? "container's runAsUser breaks non-root policy" : null;
        }

        var image = imageUser.Split(':')[0];
        if (image.Length == 0)
        {
            return "container has runAsNonRoot and image will run as root";
        }

        return long.TryParse(image, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number == 0 ? "container has runAsNonRoot and image will run as root" : null
            : $"container has runAsNonRoot and image has non-numeric user ({image}), cannot verify user is non-root";
    }
}
