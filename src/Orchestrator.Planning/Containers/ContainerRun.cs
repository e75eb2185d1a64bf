namespace Orchestrator.Planning.Containers;

/// <summary>One run of a container of a pod, as its engine knows it. Each restart is a new run with the next attempt number.</summary>
public sealed record ContainerRun
{
    /// <summary>The engine's id.</summary>
    public required string Id { get; init; }

    /// <summary>0 for the first run of the pod, one more with each restart.</summary>
    public required int Attempt { get; init; }

    /// <summary>Where the run is.</summary>
    public required RunState State { get; init; }

    /// <summary>The engine's id of the sandbox that it was made for; empty where it has its own network.</summary>
    public string SandboxId { get; init; } = "";

    /// <summary>How long was waited before this run; null for a first one.</summary>
    public TimeSpan? BackoffBefore { get; init; }

    /// <summary>Content id of the image.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>When the process started, or null where it never did.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the process ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Exit code of the process; above 128 it is 128 and the signal's number.</summary>
    public int ExitCode { get; init; }

    /// <summary>Whether the kernel killed a process of it for memory.</summary>
    public bool OutOfMemory { get; init; }

    /// <summary>What to tell people about the end of the run, or an empty string.</summary>
    public string Message { get; init; } = "";

    /// <summary>Whether the run ended because the engine itself stopped or went away, which is not the container's fault.</summary>
    public bool EndedByEngine { get; init; }
}
