using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Grains.Scheduling;

/// <summary>A pod without a node that has asked for one.</summary>
/// <param name="Demand">What it asks.</param>
/// <param name="AskedAt">When it last did, by the steady clock.</param>
internal sealed record PendingPod(PodDemand Demand, long AskedAt)
{
    /// <summary>The pod as the scheduler sees it.</summary>
    public ClusterPod Pod { get; } = ClusterPod.Of(Demand);

    /// <summary>The node that others leave for it, as far as it was told.</summary>
    public string? NominatedNode { get; set; }

    /// <summary>Whether it waits for pods of its group that are not there, as far as it was told.</summary>
    public bool LacksMembers { get; set; }
}
