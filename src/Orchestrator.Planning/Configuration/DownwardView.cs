using System.Collections.Immutable;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Configuration;

/// <summary>What a pod may be told of itself.</summary>
public sealed record DownwardView
{
    /// <summary>The pod.</summary>
    public required Pod Pod { get; init; }

    /// <summary>The address of its node.</summary>
    public string HostAddress { get; init; } = "";

    /// <summary>Its own address; empty where it has none yet.</summary>
    public string PodAddress { get; init; } = "";

    /// <summary>What pods may use of the node, which is the limit of a container that has none of its own.</summary>
    public ImmutableSortedDictionary<string, Quantity> Allocatable { get; init; } = QuantityMap.Empty;
}
