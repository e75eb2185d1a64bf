using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Which pods a pod wants to be away from.</summary>
public sealed record PodAntiAffinity
{
    [Field(1, "Pods that it must be away from; all terms must hold.", Name = "requiredDuringSchedulingIgnoredDuringExecution")]
    public ImmutableArray<PodAffinityTerm> Required { get; init; } = [];

    [Field(2, "Pods that it had better be away from.", Name = "preferredDuringSchedulingIgnoredDuringExecution")]
    public ImmutableArray<WeightedPodAffinityTerm> Preferred { get; init; } = [];
}
