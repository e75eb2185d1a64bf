using System.Collections.Immutable;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>
/// What pods of one template ask of a node and of each other. Pods with equal profiles are interchangeable for a scheduler, so that what is worked out for one holds for all.
/// </summary>
public sealed record PodProfile
{
    /// <summary>The pods' namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The pods' labels, by which other pods select them.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = StringMap.Empty;

    /// <summary>Requested amounts by resource: CPU in thousandths of a core, memory and disk space in bytes, others in their own units.</summary>
    public ImmutableSortedDictionary<string, long> Requests { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>CPU that scores count with, in thousandths of a core: the request, where a container that requests none counts with 100.</summary>
    public long ScoredMilliCpu { get; init; }

    /// <summary>Memory that scores count with, in bytes: the request, where a container that requests none counts with 200 MiB.</summary>
    public long ScoredMemoryBytes { get; init; }

    /// <summary>Whether the pods ask for nothing at all.</summary>
    public bool BestEffort { get; init; }

    /// <summary>Ports that a pod takes on its node.</summary>
    public ImmutableArray<HostPort> HostPorts { get; init; } = [];

    /// <summary>The only node that will do; null where any will.</summary>
    public string? NodeName { get; init; }

    /// <summary>Labels that the node must have.</summary>
    public ImmutableSortedDictionary<string, string> NodeSelector { get; init; } = StringMap.Empty;

    /// <summary>Which nodes and pods the pods want to be near.</summary>
    public Affinity? Affinity { get; init; }

    /// <summary>Taints that do not keep the pods off a node.</summary>
    public ImmutableArray<Toleration> Tolerations { get; init; } = [];

    /// <summary>How the pods are spread.</summary>
    public ImmutableArray<TopologySpreadConstraint> TopologySpreadConstraints { get; init; } = [];

    /// <summary>Whether they say nothing of that themselves: a node that lacks one of the keys then still counts by the others.</summary>
    public bool IsSpreadByDefault { get; init; }

    /// <summary>Where the pods' volumes can be had; all must hold.</summary>
    public ImmutableArray<NodeSelector> VolumeNodeAffinities { get; init; } = [];

    /// <summary>Images of the containers and init containers, one for each.</summary>
    public ImmutableArray<string> Images { get; init; } = [];
}
