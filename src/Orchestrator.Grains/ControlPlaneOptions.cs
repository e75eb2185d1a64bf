using Orchestrator.Planning.Nodes;
using Orchestrator.Planning.Scheduling.Scores;

namespace Orchestrator.Grains;

/// <summary>How the control plane judges nodes.</summary>
public sealed class ControlPlaneOptions
{
    /// <summary>How long pods stay on a node that says that it is not ready, unless they say otherwise. Kubernetes' default-not-ready-toleration-seconds.</summary>
    public long DefaultNotReadyTolerationSeconds { get; set; } = 300;

    /// <summary>
    /// How long pods stay on a node that is lost, unless they say otherwise: not at all. Kubernetes' default-unreachable-toleration-seconds, which is 300 there.
    /// </summary>
    public long DefaultUnreachableTolerationSeconds { get; set; }

    /// <summary>How long a node may be silent before it counts as lost, where the membership says nothing. Kubernetes' node-monitor-grace-period.</summary>
    public TimeSpan NodeSilenceAllowed { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>
    /// For how long a sign of life is good. A node that could not renew it by then stops the pods that must not run twice, so it has to be longer than an outage of
    /// the database that they are to survive.
    /// </summary>
    public TimeSpan NodeLeaseDuration { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>How long after the end of a lease such pods are taken for stopped: for stopping them, and for clocks that do not run alike.</summary>
    public TimeSpan NodeLeaseMargin { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long pods that were replaced stay listed where their node stays lost.</summary>
    public TimeSpan LostPodsKept { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many nodes may lose their pods how fast.</summary>
    public EvictionRate Eviction { get; set; } = new();

    /// <summary>Whether replicas move to nodes that come or come back: not unless asked for, because each move ends a container that works.</summary>
    public RebalanceSettings Rebalance { get; set; } = new();

    /// <summary>How a scheduler chooses among the nodes that take a pod.</summary>
    public SchedulingSettings Scheduling { get; set; } = new();
}
