using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>A container that runs.</summary>
public sealed record ContainerStateRunning
{
    [Field(1, "When it was started.")]
    public DateTimeOffset? StartedAt { get; init; }
}
