namespace Orchestrator.Resources.Core;

/// <summary>How a pod's requests relate to its limits.</summary>
public static class QosClass
{
    /// <summary>CPU and memory are requested up to their limits.</summary>
    public const string Guaranteed = "Guaranteed";

    /// <summary>Something is requested or limited.</summary>
    public const string Burstable = "Burstable";

    /// <summary>Nothing is requested or limited.</summary>
    public const string BestEffort = "BestEffort";
}
