using System.Collections.Immutable;

namespace Orchestrator.Planning.Containers;

/// <summary>The next thing to do for a container.</summary>
public abstract record ContainerStep
{
    /// <summary>Nothing, until something changes or this time comes (null: only until something changes).</summary>
    public sealed record Wait(DateTimeOffset? Until = null) : ContainerStep;

    /// <summary>Find the image, and pull it where the policy says so.</summary>
    public sealed record EnsureImage : ContainerStep;

    /// <summary>Make the next run. Runs named in <paramref name="Forget"/> are removed first: only the last one is kept, for its logs.</summary>
    public sealed record Create(int Attempt, TimeSpan? Backoff, ImmutableArray<string> Forget) : ContainerStep;

    /// <summary>Start a run that is made.</summary>
    public sealed record Start(string Id) : ContainerStep;

    /// <summary>Do what the container wants done right after its start.</summary>
    public sealed record PostStart(string Id) : ContainerStep;

    /// <summary>Stop a run: what the container wants done before its stop, SIGTERM, and SIGKILL at this time.</summary>
    public sealed record Stop(string Id, DateTimeOffset KillAt) : ContainerStep;

    /// <summary>Remove runs that have ended, or whose time is over.</summary>
    public sealed record Remove(ImmutableArray<string> Ids) : ContainerStep;
}
