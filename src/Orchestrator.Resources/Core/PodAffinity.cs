using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Which pods a pod wants to be near.</summary>
public sealed record PodAffinity
{
    [Field(1, "Pods that it must be near; all terms must hold.", Name = "requiredDuringSchedulingIgnoredDuringExecution")]
    public ImmutableArray<PodAffinityTerm> Required { get; init; } = [];

    [Field(2, "Pods that it had better be near.", Name = "preferredDuringSchedulingIgnoredDuringExecution")]
    public ImmutableArray<WeightedPodAffinityTerm> Preferred { get; init; } = [];
}
