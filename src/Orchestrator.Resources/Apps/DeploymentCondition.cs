using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Apps;

/// <summary>One aspect of a deployment and whether it holds.</summary>
public sealed record DeploymentCondition
{
    [Field(1, "Which aspect.", Required = true, Always = true)]
    public string Type { get; init; } = "";

    [Field(2, "Whether it holds.", Required = true, Always = true, OneOf = ["True", "False", "Unknown"])]
    public string Status { get; init; } = "";

    [Field(4, "Why, in one word.")]
    public string? Reason { get; init; }

    [Field(5, "Why, for a person.")]
    public string? Message { get; init; }

    [Field(6, "When it was last looked at.")]
    public DateTimeOffset? LastUpdateTime { get; init; }

    [Field(7, "When the status last changed.")]
    public DateTimeOffset? LastTransitionTime { get; init; }
}
