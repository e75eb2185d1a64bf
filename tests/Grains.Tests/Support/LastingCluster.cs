using Orchestrator.Planning.Nodes;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>A cluster in which no test waits for the nodes of another, and in which leases are so long that only a test that lets time pass sees the end of one.</summary>
public sealed class LastingCluster : Cluster
{
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromHours(1);
    public static readonly TimeSpan LeaseMargin = TimeSpan.FromHours(1);

    protected override void Set(ControlPlaneOptions options)
    {
        base.Set(options);
        (options.NodeLeaseDuration, options.NodeLeaseMargin) = (LeaseDuration, LeaseMargin);
        options.Eviction = new EvictionRate { NodesPerSecond = 1000, DisturbedShare = 1 };
    }
}
