using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Retrying;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Pods;

/// <summary>
/// Decides what each container of a pod does next on its node (Kubernetes' documentation: "Pod Lifecycle", "Init Containers", "Sidecar Containers"). It looks at
/// everything each time, so it does not matter where the steps before were interrupted.
/// </summary>
public static class PodPlanner
{
    /// <summary>What to do now.</summary>
    /// <param name="view">What is known of the pod.</param>
    /// <param name="now">The time.</param>
    public static PodPlan Plan(PodView view, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view.RemoveAt is { } killAt)
        {
            return PodTermination.Remove(view, killAt, now);
        }

        return PodEnd.Of(view, now) is { } end ? PodTermination.WindDown(view, end, now) : Run(view, now);
    }

    private static PodPlan Run(PodView view, DateTimeOffset now)
    {
        var initialized = InitStage.IsDone(view);
        var stage = initialized ? PodStage.Running : PodStage.Initializing;
        var plan = view.Volumes.Ready ? PodPlan.Of(stage, Steps(view, now)) : WithoutVolumes(view.Volumes, stage, now);
        return plan with { WakeAt = Earliest(plan.WakeAt, PodEnd.DeadlineOf(view)) };
    }

    private static PodPlan WithoutVolumes(VolumesView volumes, PodStage stage, DateTimeOffset now)
    {
        var again = volumes.Setback is { } setback ? DueTime.After(setback.At, RestartBackoff.AfterFailures(setback.Failures), now) : DateTimeOffset.MinValue;
        return again > now ? new PodPlan { Stage = stage, WakeAt = again } : new PodPlan { Stage = stage, PrepareVolumes = true };
    }

    private static IEnumerable<PlannedStep> Steps(PodView view, DateTimeOffset now)
    {
        if (view.Sandbox is { } sandbox)
        {
            yield return new PlannedStep(sandbox.Name, ContainerPlanner.Next(RestartPolicy.Always, sandbox, view.Grace, now));
        }

        foreach (var container in InitStage.Due(view))
        {
            yield return new PlannedStep(container.Name, ContainerPlanner.Next(view.PolicyOf(container), container, view.Grace, now));
        }
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? first, DateTimeOffset? second) => first is null || second < first ? second : first;
}
