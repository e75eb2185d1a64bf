using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.CustomResources;

/// <summary>One aspect of a definition and whether it holds.</summary>
public sealed record CustomResourceCondition
{
    [Field(1, "Which aspect.", Required = true, Always = true)]
    public string Type { get; init; } = "";

    [Field(2, "Whether it holds.", Required = true, Always = true)]
    public string Status { get; init; } = "";

    [Field(3, "When the status last changed.")]
    public DateTimeOffset? LastTransitionTime { get; init; }

    [Field(4, "Why, in one word.")]
    public string? Reason { get; init; }

    [Field(5, "Why, for a person.")]
    public string? Message { get; init; }
}
