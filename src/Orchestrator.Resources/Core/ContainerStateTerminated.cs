using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A container that has ended.</summary>
public sealed record ContainerStateTerminated
{
    [Field(1, "The code that the program ended with.", Always = true)]
    public int ExitCode { get; init; }

    [Field(2, "The signal that ended it; 0 where none did.")]
    public int Signal { get; init; }

    [Field(3, "Why, in one word.")]
    public string? Reason { get; init; }

    [Field(4, "Why, for a person.")]
    public string? Message { get; init; }

    [Field(5, "When it was started.")]
    public DateTimeOffset? StartedAt { get; init; }

    [Field(6, "When it ended.")]
    public DateTimeOffset? FinishedAt { get; init; }

    [Field(7, "The engine and the container's id in it, as docker://ID.", Name = "containerID")]
    public string? ContainerId { get; init; }
}
