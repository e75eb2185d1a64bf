using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling;

public sealed partial record PodDemand
{
    /// <summary>
    /// What a pod asks of a node: the sum of its containers' requests (a limit counts where there is no request), CPU rounded up to thousandths of a core. Sums that
    /// no machine could hold stay at the largest number instead of wrapping.
    /// </summary>
    /// <param name="pod">The pod, with its uid.</param>
    public static PodDemand Of(Pod pod) => new()
    {
        Namespace = pod.Metadata.Namespace,
        Name = pod.Metadata.Name,
        Uid = pod.Metadata.Uid,
        MilliCpu = Sum(pod, ResourceName.Cpu, amount => amount.MilliValue),
        MemoryBytes = Sum(pod, ResourceName.Memory, amount => amount.Value),
        BestEffort = QualityOfService.Of(pod.Spec) == QosClass.BestEffort,
        HostPorts = [.. pod.Spec.Containers.SelectMany(container => container.Ports).Where(port => port.HostPort > 0).Select(HostPort.Of)],
        NodeSelector = pod.Spec.NodeSelector,
    };

    private static long Sum(Pod pod, string resource, Func<Quantity, long> units) =>
        pod.Spec.Containers.Aggregate(0L, (sum, container) => Saturating.Add(sum, units(Requested(container.Resources, resource))));

    private static Quantity Requested(ResourceRequirements resources, string resource) =>
        resources.Requests.TryGetValue(resource, out var request) ? request : resources.Limits.AmountOf(resource);
}
