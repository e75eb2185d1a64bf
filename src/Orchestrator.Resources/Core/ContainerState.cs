using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>What a container does: just one of the three.</summary>
public sealed record ContainerState
{
    [Field(1, "It is not running yet.")]
    public ContainerStateWaiting? Waiting { get; init; }

    [Field(2, "It runs.")]
    public ContainerStateRunning? Running { get; init; }

    [Field(3, "It has ended.")]
    public ContainerStateTerminated? Terminated { get; init; }
}
