using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Pods that a pod had better be near or away from, and how much that matters.</summary>
public sealed record WeightedPodAffinityTerm
{
    [Field(1, "How much it matters.", Required = true, Always = true)]
    public int Weight { get; init; }

    [Field(2, "The pods.", Required = true, Always = true)]
    public PodAffinityTerm PodAffinityTerm { get; init; } = new();
}
