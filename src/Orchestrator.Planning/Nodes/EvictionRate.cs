namespace Orchestrator.Planning.Nodes;

/// <summary>How many nodes may lose their pods how fast. The rules are those of Kubernetes' node controller, with its names of flags beside the figures.</summary>
public sealed record EvictionRate
{
    /// <summary>Nodes a second in a zone that is well (node-eviction-rate; 0.1 there, where nothing is evicted at once).</summary>
    public double NodesPerSecond { get; init; } = 1;

    /// <summary>Nodes a second in a zone of which many are not ready (secondary-node-eviction-rate). In a small cluster none.</summary>
    public double NodesPerSecondReduced { get; init; } = 0.01;

    /// <summary>The share of nodes that are not ready from which a zone counts as disturbed (unhealthy-zone-threshold).</summary>
    public double DisturbedShare { get; init; } = 0.55;

    /// <summary>The most nodes of a small cluster (large-cluster-size-threshold).</summary>
    public int SmallClusterNodesMax { get; init; } = 50;
}
