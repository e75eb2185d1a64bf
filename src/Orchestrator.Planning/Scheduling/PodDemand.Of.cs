using System.Collections.Immutable;
using Orchestrator.Planning.Nodes;
using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling;

public sealed partial record PodDemand
{
    /// <summary>
    /// What a pod asks of a node: its <see cref="PodRequests"/>, CPU rounded up to thousandths of a core, and the ports of the node that its containers and sidecars take.
    /// Sums that no machine could hold stay at the largest number instead of wrapping.
    /// </summary>
    /// <param name="pod">The pod, with its uid.</param>
    public static PodDemand Of(Pod pod) => new()
    {
        Namespace = pod.Metadata.Namespace,
        Name = pod.Metadata.Name,
        Uid = pod.Metadata.Uid,
        MilliCpu = PodRequests.Of(pod.Spec, ResourceName.Cpu).MilliValue,
        MemoryBytes = PodRequests.Of(pod.Spec, ResourceName.Memory).Value,
        EphemeralStorageBytes = PodRequests.Of(pod.Spec, ResourceName.EphemeralStorage).Value,
        BestEffort = QualityOfService.Of(pod.Spec) == QosClass.BestEffort,
        HostPorts = [.. Staying(pod.Spec).SelectMany(container => container.Ports).Where(port => port.HostPort > 0).Select(HostPort.Of)],
        NodeSelector = pod.Spec.NodeSelector,
        Extended = Extra(pod.Spec),
        Tolerations = pod.Spec.Tolerations,
        AtMostOnce = NodeLossPolicy.IsAtMostOnce(pod),
    };

    // What has a slash in its name is counted as it comes, in whole pieces.
    private static ImmutableSortedDictionary<string, long> Extra(PodSpec spec) => spec.Containers.Concat(spec.InitContainers)
        .SelectMany(container => container.Resources.Requests.Keys)
        .Where(name => name.Contains('/', StringComparison.Ordinal))
        .Distinct(StringComparer.Ordinal)
        .ToImmutableSortedDictionary(name => name, name => PodRequests.Of(spec, name).Value, StringComparer.Ordinal);

    private static IEnumerable<Container> Staying(PodSpec spec) => spec.Containers.Concat(spec.InitContainers.Where(container => container.IsSidecar));
}
