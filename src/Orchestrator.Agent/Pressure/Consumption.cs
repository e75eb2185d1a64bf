using Orchestrator.Agent.Stats;
using Orchestrator.Planning.Eviction;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pressure;

/// <summary>Adds up what a pod uses.</summary>
internal static class Consumption
{
    public static PodConsumption Of(PodOnNode pod, Func<ContainerOnNode, ContainerUsage?> usageOf, DiskUsage? disk)
    {
        var containers = pod.Containers.Select(container => (Container: container, Usage: usageOf(container))).ToList();
        return new PodConsumption
        {
            Uid = pod.Pod.Metadata.Uid,
            Priority = pod.Pod.Spec.Priority ?? 0,
            Critical = SystemPriority.Has(pod.Pod.Spec),
            Containers = [.. containers.Select(one => Of(one.Container, one.Usage, disk))],
            Volumes = [.. pod.Volumes.Select(volume => Of(volume, disk))],
            Inodes = disk is null ? 0 : disk.Containers.Values.Sum(usage => usage.Inodes) + disk.Volumes.Values.Sum(usage => usage.Inodes),
            Processes = containers.Sum(one => one.Usage?.Processes ?? 0),
            TerminationGrace = PodGrace.Of(pod.Pod.Spec),
        };
    }

    private static ContainerConsumption Of(ContainerOnNode container, ContainerUsage? usage, DiskUsage? disk)
    {
        var (requests, limits) = (container.Spec.Resources.Requests, container.Spec.Resources.Limits);
        return new ContainerConsumption
        {
            Name = container.Spec.Name,
            MemoryBytes = usage?.WorkingSetBytes ?? 0,
            MemoryRequestBytes = requests.AmountOf(ResourceName.Memory).Value,
            DiskBytes = disk?.Containers.GetValueOrDefault(container.Spec.Name)?.Bytes ?? 0,
            DiskRequestBytes = requests.AmountOf(ResourceName.EphemeralStorage).Value,
            DiskLimitBytes = limits.TryGetValue(ResourceName.EphemeralStorage, out var limit) ? limit.Value : null,
        };
    }

    private static VolumeConsumption Of(VolumeOnNode volume, DiskUsage? disk) =>
        new(volume.Name, disk?.Volumes.GetValueOrDefault(volume.Name)?.Bytes ?? 0, volume.LimitBytes, volume.OnDisk);
}
