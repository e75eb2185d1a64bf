using System.Collections.Immutable;

namespace Orchestrator.Planning.Containers;

/// <summary>All that an agent knows of one container of a pod.</summary>
public sealed record ContainerView
{
    /// <summary>The container's name; empty for a pod's sandbox.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is in its pod.</summary>
    public ContainerRole Role { get; init; } = ContainerRole.Container;

    /// <summary>The runs that the engine still has, the newest last.</summary>
    public ImmutableArray<ContainerRun> Runs { get; init; } = [];

    /// <summary>
    /// The newest attempt that is known to have been started, even if the engine has nothing of it any more; null where the pod never started. It comes from the
    /// pod's stored status, so it survives the agent.
    /// </summary>
    public int? StartedAttempt { get; init; }

    /// <summary>Whether the image is known to be there for the next run.</summary>
    public bool ImageReady { get; init; }

    /// <summary>What keeps failing, or null.</summary>
    public Setback? Setback { get; init; }

    /// <summary>The engine's id of the sandbox that the next run joins: null while there is none, empty in a pod that needs none.</summary>
    public string? SandboxId { get; init; } = "";

    /// <summary>Whether what is to be done right after the start is done for the newest run.</summary>
    public bool PostStartDone { get; init; } = true;

    /// <summary>Whether the newest run has started, as its startup probe says.</summary>
    public bool Started { get; init; } = true;

    /// <summary>Whether the newest run can serve, as its readiness probe says.</summary>
    public bool Ready { get; init; } = true;

    /// <summary>Why the newest run has to be stopped, or null.</summary>
    public Condemnation? Condemned { get; init; }

    /// <summary>The newest run, or null.</summary>
    public ContainerRun? Newest => Runs.IsEmpty ? null : Runs[^1];

    /// <summary>Whether its process runs.</summary>
    public bool IsRunning => Newest is { State: RunState.Running };

    /// <summary>Whether a run was made for a sandbox that is not there any more.</summary>
    public bool IsLost(ContainerRun run) => run.SandboxId != SandboxId;

    /// <summary>Whether the newest run was condemned.</summary>
    public bool IsCondemned => Condemned is { } condemned && condemned.RunId == Newest?.Id;
}
