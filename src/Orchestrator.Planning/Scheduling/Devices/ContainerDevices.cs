using System.Collections.Immutable;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling.Devices;

/// <summary>
/// Which of a pod's devices each of its containers sees. Containers and sidecars that run together have whole devices of their own; an init container uses what those will have
/// that come after it, as in Kubernetes. A share is of one device, and every container that asks for some sees that one.
/// </summary>
public static class ContainerDevices
{
    /// <summary>The ids of the devices that a container sees, without repetition.</summary>
    /// <param name="spec">The pod.</param>
    /// <param name="container">The container's name.</param>
    /// <param name="leases">What the pod has.</param>
    public static ImmutableArray<string> Of(PodSpec spec, string container, ImmutableArray<DeviceLease> leases)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return
        [
            .. leases.GroupBy(lease => lease.Resource, StringComparer.Ordinal)
                .SelectMany(group => Part(spec, container, group.Key, [.. group]))
                .Select(lease => lease.DeviceId)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<DeviceLease> Part(PodSpec spec, string name, string resource, ImmutableArray<DeviceLease> leases)
    {
        var start = 0L;
        var all = spec.InitContainers.Select(container => (Container: container, Stays: container.IsSidecar)).Concat(spec.Containers.Select(container => (Container: container, Stays: true)));
        foreach (var (container, stays) in all)
        {
            var count = PodRequests.Of(container, resource).Value;
            if (container.Name == name)
            {
                return count == 0 ? [] : leases[0].IsWhole ? leases.Skip((int)start).Take((int)count) : leases;
            }

            start += stays ? count : 0;
        }

        return [];
    }
}
