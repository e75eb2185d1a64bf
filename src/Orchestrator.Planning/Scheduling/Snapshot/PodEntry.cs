namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>A pod on a node.</summary>
internal sealed class PodEntry(ClusterPod pod, PodClass podClass, int slot)
{
    public ClusterPod Pod { get; set; } = pod;

    public PodClass Class { get; } = podClass;

    /// <summary>The node.</summary>
    public int Slot { get; } = slot;

    /// <summary>Where it stands in the node's list.</summary>
    public int Index { get; set; }

    /// <summary>Its neighbours among the pods with the same labels.</summary>
    public PodEntry? Next { get; set; }

    public PodEntry? Previous { get; set; }
}
