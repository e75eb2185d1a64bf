namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>How full a node had better be (Kubernetes' documentation, "Resource Bin Packing").</summary>
public enum ScoringStrategy
{
    /// <summary>As empty as can be: pods are spread over the nodes.</summary>
    LeastAllocated,

    /// <summary>As full as can be: nodes stay free for large pods, or can be switched off.</summary>
    MostAllocated,

    /// <summary>As a curve over the share that is taken says.</summary>
    RequestedToCapacityRatio,
}
