using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Meta;

/// <summary>One aspect of an object and whether it holds.</summary>
public sealed record Condition
{
    [Field(1, "Which aspect.", Required = true, Always = true, Format = TextFormat.QualifiedName)]
    public string Type { get; init; } = "";

    [Field(2, "Whether it holds.", Required = true, Always = true, OneOf = ["True", "False", "Unknown"])]
    public string Status { get; init; } = "";

    [Field(3, "The generation at which it was seen.", Minimum = 0)]
    public long ObservedGeneration { get; init; }

    [Field(4, "When the status last changed.", Required = true, Always = true)]
    public DateTimeOffset? LastTransitionTime { get; init; }

    [Field(5, "Why, in one word.", Required = true, Always = true)]
    public string Reason { get; init; } = "";

    [Field(6, "Why, for a person.", Always = true)]
    public string Message { get; init; } = "";
}
