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

    /// <summary>Stop a run with so much grace.</summary>
    public sealed record Stop(string Id, TimeSpan Grace) : ContainerStep;

    /// <summary>Remove runs that have ended.</summary>
    public sealed record Remove(ImmutableArray<string> Ids) : ContainerStep;

    /// <summary>Nothing of the container is left, and nothing of it is wanted.</summary>
    public sealed record Gone : ContainerStep;
}
