using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Policy;

/// <summary>How many pods of a set must stay.</summary>
public sealed record PodDisruptionBudgetSpec
{
    [Field(1, "How many must stay, or what share.")]
    public IntOrString? MinAvailable { get; init; }

    [Field(2, "Which pods are meant; none where it is missing, all of the namespace where it is empty.")]
    public LabelSelector? Selector { get; init; }

    [Field(3, "How many may be missing, or what share.")]
    public IntOrString? MaxUnavailable { get; init; }

    [Field(4, "Whether pods that are not ready may always go.", OneOf = ["AlwaysAllow", "IfHealthyBudget"])]
    public string? UnhealthyPodEvictionPolicy { get; init; }
}
