using System.Collections.Immutable;
using Orchestrator.Resources.Core;

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
}
