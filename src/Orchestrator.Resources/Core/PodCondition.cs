using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>One aspect of a pod and whether it holds.</summary>
public sealed record PodCondition
{
    [Field(1, "Which aspect.", Required = true, Always = true)]
    public string Type { get; init; } = "";

    [Field(2, "Whether it holds.", Required = true, Always = true, OneOf = ["True", "False", "Unknown"])]
    public string Status { get; init; } = "";

    [Field(3, "When it was last looked at.")]
    public DateTimeOffset? LastProbeTime { get; init; }

    [Field(4, "When the status last changed.")]
    public DateTimeOffset? LastTransitionTime { get; init; }

    [Field(5, "Why, in one word.")]
    public string? Reason { get; init; }

    [Field(6, "Why, for a person.")]
    public string? Message { get; init; }

    [Field(7, "The generation of the pod that this was said of.")]
    public long ObservedGeneration { get; init; }
}
