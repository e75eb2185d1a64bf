using System.Collections.Immutable;
using Orchestrator.Planning.Containers;

namespace Orchestrator.Planning.Pods;

/// <summary>What is to be done for a pod now. The steps do not depend on each other, and there is at most one for each container.</summary>
public sealed record PodPlan
{
    /// <summary>The steps; a container with nothing to do has none.</summary>
    public ImmutableArray<PlannedStep> Steps { get; init; } = [];

    /// <summary>Whether the volumes have to be made before anything else.</summary>
    public bool PrepareVolumes { get; init; }

    /// <summary>When to look again although nothing has changed; null where only a change makes a difference.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>Where the pod is.</summary>
    public required PodStage Stage { get; init; }

    /// <summary>Why the pod has failed, as soon as none of its containers runs; null where their states say how it ended.</summary>
    public PodFailure? Failure { get; init; }

    /// <summary>Steps and the next look, of what each container is to do.</summary>
    internal static PodPlan Of(PodStage stage, IEnumerable<PlannedStep> steps)
    {
        var all = steps.ToList();
        var waits = all.Select(planned => planned.Step).OfType<ContainerStep.Wait>().Where(wait => wait.Until is not null).ToList();
        return new PodPlan
        {
            Stage = stage,
            Steps = [.. all.Where(planned => planned.Step is not ContainerStep.Wait)],
            WakeAt = waits.Count == 0 ? null : waits.Min(wait => wait.Until),
        };
    }
}
