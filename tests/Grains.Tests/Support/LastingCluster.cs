using Orchestrator.Planning.Nodes;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>A cluster in which silence alone loses nobody, so that a test can let time pass, and in which no test waits for the nodes of another.</summary>
public sealed class LastingCluster : Cluster
{
    protected override void Set(ControlPlaneOptions options)
    {
        options.NodeSilenceAllowed = TimeSpan.FromDays(1);
        options.Eviction = new EvictionRate { NodesPerSecond = 1000, DisturbedShare = 1 };
    }
}
