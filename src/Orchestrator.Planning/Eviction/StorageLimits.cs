namespace Orchestrator.Planning.Eviction;

/// <summary>Pods that use more disk than they said: their own limits hold whether or not the node is short of it.</summary>
internal static class StorageLimits
{
    /// <summary>The eviction of a pod that exceeds a limit of its own, or null.</summary>
    public static PodEviction? Check(PodConsumption pod)
    {
        var message = Exceeded(pod);
        return message is null || pod.Critical ? null : new PodEviction(pod.Uid, message, TimeSpan.Zero);
    }

    private static string? Exceeded(PodConsumption pod)
    {
        if (pod.Volumes.FirstOrDefault(volume => volume.LimitBytes is { } limit && volume.Bytes > limit) is { } volume)
        {
            return EvictionMessages.VolumeLimit(volume);
        }

        // The sum of the limits bounds the pod with its volumes, and only where every container has one.
        if (!pod.Containers.IsEmpty && pod.Containers.All(container => container.DiskLimitBytes is not null))
        {
            var limit = pod.Containers.Sum(container => container.DiskLimitBytes ?? 0);
            if (pod.DiskBytes > limit)
            {
                return EvictionMessages.PodLimit(limit);
            }
        }

        return pod.Containers.FirstOrDefault(container => container.DiskLimitBytes is { } limit && container.DiskBytes > limit) is { } container
            ? EvictionMessages.ContainerLimit(container)
            : null;
    }
}
