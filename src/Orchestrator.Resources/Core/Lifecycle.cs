using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Core;

/// <summary>What is done after a container's start and before its stop.</summary>
public sealed record Lifecycle
{
    [Field(1, "What is done after the start; the container is ended where it fails.")]
    public LifecycleHandler? PostStart { get; init; }

    [Field(2, "What is done before the stop; its time is part of the grace period.")]
    public LifecycleHandler? PreStop { get; init; }

    [Field(3, "The signal that asks the container to end; the image's by default.")]
    [Stored("the image says which signal asks a container to end")]
    public string? StopSignal { get; init; }
}
