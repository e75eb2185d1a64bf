using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Scheduling;

/// <summary>What a pod asks of a node.</summary>
public sealed partial record PodDemand
{
    /// <summary>The pod's namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The pod's name.</summary>
    public required string Name { get; init; }

    /// <summary>The pod's uid.</summary>
    public required string Uid { get; init; }

    /// <summary>Requested CPU in thousandths of a core.</summary>
    public long MilliCpu { get; init; }

    /// <summary>Requested memory in bytes.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Requested disk space in bytes.</summary>
    public long EphemeralStorageBytes { get; init; }

    /// <summary>Whether it asks for nothing at all, so that it is the first to go where memory is short.</summary>
    public bool BestEffort { get; init; }

    /// <summary>Ports that it takes on the node.</summary>
    public ImmutableArray<HostPort> HostPorts { get; init; } = [];

    /// <summary>Labels that the node must have.</summary>
    public ImmutableSortedDictionary<string, string> NodeSelector { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Requested amounts of what only some nodes have, such as <c>example.com/gpu</c>.</summary>
    public ImmutableSortedDictionary<string, long> Extended { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>Taints that do not keep it off a node, or away from it for a time.</summary>
    public ImmutableArray<Toleration> Tolerations { get; init; } = [];

    /// <summary>Whether it must never run twice, so that it is replaced only when its node has certainly stopped it.</summary>
    public bool AtMostOnce { get; init; }

    /// <summary>Its labels, by which other pods select it.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = StringMap.Empty;

    /// <summary>How much it matters; more is placed first, and may displace less.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Priority { get; init; }

    /// <summary>CPU that scores count with, in thousandths of a core: the request, where a container that requests none counts with 100.</summary>
    public long ScoredMilliCpu { get; init; }

    /// <summary>Memory that scores count with, in bytes: the request, where a container that requests none counts with 200 MiB.</summary>
    public long ScoredMemoryBytes { get; init; }

    /// <summary>Which nodes and pods it wants to be near; null where that is all one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Affinity? Affinity { get; init; }

    /// <summary>The group with which it is placed all or none; null where it is in none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GangMembership? Gang { get; init; }

    /// <summary>When it came to its node; null where it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? BoundAt { get; init; }

    /// <summary>Whether a scheduler proposes it for a node. One that names its node itself is not kept off by cordons and taints, as in Kubernetes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsProposed { get; init; }

    /// <summary>What matters only as long as it has no node; null afterwards.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PodWishes? Wishes { get; init; }
}
