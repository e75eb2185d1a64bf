using System.Collections.Immutable;
using Orchestrator.Planning.Nodes;
using Orchestrator.Planning.Pods;
using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Scheduling;

public sealed partial record PodDemand
{
    // Kubernetes' scheduler counts so with containers that say nothing, so that they do not all come to one node.
    private static readonly Quantity ScoredCpu = Quantity.Parse("100m");
    private static readonly Quantity ScoredMemory = Quantity.Parse("200Mi");

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
        Labels = pod.Metadata.Labels,
        Priority = pod.Spec.Priority ?? 0,
        ScoredMilliCpu = PodRequests.Of(Scored(pod.Spec, ResourceName.Cpu, ScoredCpu), ResourceName.Cpu).MilliValue,
        ScoredMemoryBytes = PodRequests.Of(Scored(pod.Spec, ResourceName.Memory, ScoredMemory), ResourceName.Memory).Value,
        Affinity = pod.Spec.Affinity,
        Gang = GangReading.Of(pod.Metadata),
        Wishes = new PodWishes
        {
            TopologySpreadConstraints = pod.Spec.TopologySpreadConstraints.IsEmpty ? DefaultSpread.Of(pod) : pod.Spec.TopologySpreadConstraints,
            IsSpreadByDefault = pod.Spec.TopologySpreadConstraints.IsEmpty,
            Images = [.. pod.Spec.InitContainers.Concat(pod.Spec.Containers).Select(container => container.Image ?? "")],
            NeverPreempts = pod.Spec.PreemptionPolicy == PreemptionPolicy.Never,
            NominatedNodeName = pod.Status.NominatedNodeName is { Length: > 0 } node ? node : null,
            CreatedAt = pod.Metadata.CreationTimestamp,
        },
    };

    /// <summary>What of it still counts when it has a node: what it takes there, what ends it, and what it means to other pods.</summary>
    public PodDemand OnNode() => this with
    {
        IsProposed = false,
        Wishes = null,
        NodeSelector = StringMap.Empty,
        Affinity = Affinity is { PodAffinity: not null } or { PodAntiAffinity: not null } ? Affinity with { NodeAffinity = null } : null,
    };

    private static PodSpec Scored(PodSpec spec, string resource, Quantity assumed) => spec with
    {
        Containers = [.. spec.Containers.Select(container => Scored(container, resource, assumed))],
        InitContainers = [.. spec.InitContainers.Select(container => container.IsSidecar ? Scored(container, resource, assumed) : container)],
    };

    private static Container Scored(Container container, string resource, Quantity assumed) =>
        container.Resources.Requests.ContainsKey(resource) || container.Resources.Limits.ContainsKey(resource)
            ? container
            : container with { Resources = container.Resources with { Requests = container.Resources.Requests.SetItem(resource, assumed) } };

    // What has a slash in its name is counted as it comes, in whole pieces.
    private static ImmutableSortedDictionary<string, long> Extra(PodSpec spec) => spec.Containers.Concat(spec.InitContainers)
        .SelectMany(container => container.Resources.Requests.Keys)
        .Where(name => name.Contains('/', StringComparison.Ordinal))
        .Distinct(StringComparer.Ordinal)
        .ToImmutableSortedDictionary(name => name, name => PodRequests.Of(spec, name).Value, StringComparer.Ordinal);

    private static IEnumerable<Container> Staying(PodSpec spec) => spec.Containers.Concat(spec.InitContainers.Where(container => container.IsSidecar));
}
