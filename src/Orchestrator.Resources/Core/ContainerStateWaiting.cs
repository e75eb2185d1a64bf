using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A container that is not running yet.</summary>
public sealed record ContainerStateWaiting
{
    [Field(1, "Why, in one word.")]
    public string? Reason { get; init; }

    [Field(2, "Why, for a person.")]
    public string? Message { get; init; }
}
