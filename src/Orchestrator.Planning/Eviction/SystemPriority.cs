using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Eviction;

/// <summary>Pods that the system cannot do without: they are not evicted, and end last (Kubernetes' documentation, "Pod Priority and Preemption").</summary>
public static class SystemPriority
{
    /// <summary>Priorities from here on belong to what the system itself runs.</summary>
    private const int Least = 2_000_000_000;

    /// <summary>Whether a pod is one of them.</summary>
    public static bool Has(PodSpec spec) => spec.Priority >= Least;
}
