using System.Collections.Immutable;

namespace Orchestrator.Planning.Containers;

/// <summary>All that an agent knows of one container of a pod.</summary>
public sealed record ContainerView
{
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
}
