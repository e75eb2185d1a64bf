using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Meta;

/// <summary>One thing that is wrong.</summary>
public sealed record StatusCause
{
    [Field(1, "What kind of fault it is, for a program.")]
    public string? Reason { get; init; }

    [Field(2, "What is wrong, for a person.")]
    public string? Message { get; init; }

    [Field(3, "The path of the field.")]
    public string? Field { get; init; }
}
