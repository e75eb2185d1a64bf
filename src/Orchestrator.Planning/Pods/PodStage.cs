namespace Orchestrator.Planning.Pods;

/// <summary>Where a pod is on its node.</summary>
public enum PodStage
{
    /// <summary>Its init containers have not all had their turn.</summary>
    Initializing,

    /// <summary>Its ordinary containers run, or are to.</summary>
    Running,

    /// <summary>It has ended, or is ended, for good; what is left of its containers stays for those who look at it.</summary>
    Over,

    /// <summary>It is being removed.</summary>
    Ending,

    /// <summary>Nothing of it is left.</summary>
    Gone,
}
