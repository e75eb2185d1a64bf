using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>Which nodes and which other pods a pod wants to be near, or not.</summary>
public sealed record Affinity
{
    [Field(1, "Which nodes the pod wants.")]
    public NodeAffinity? NodeAffinity { get; init; }

    [Field(2, "Which pods the pod wants to be near.")]
    public PodAffinity? PodAffinity { get; init; }

    [Field(3, "Which pods the pod wants to be away from.")]
    public PodAntiAffinity? PodAntiAffinity { get; init; }
}
