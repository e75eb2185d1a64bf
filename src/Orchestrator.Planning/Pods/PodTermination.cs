using Orchestrator.Planning.Containers;

namespace Orchestrator.Planning.Pods;

/// <summary>
/// The order in which a pod ends: its ordinary containers (and an init container that runs) all at once, then its sidecars one after another, the last first, then its
/// sandbox. When the grace is over, whatever still runs is killed.
/// </summary>
internal static class PodTermination
{
    /// <summary>Stops what runs; what has ended stays, for its output and its state.</summary>
    public static PodPlan WindDown(PodView view, PodEnd end, DateTimeOffset now)
    {
        var stops = Stops(view, end.KillAt, now).ToList();
        if (stops.Count == 0 && view.Sandbox is { IsRunning: true } sandbox)
        {
            stops = [new PlannedStep(sandbox.Name, new ContainerStep.Stop(sandbox.Newest!.Id, DateTimeOffset.MinValue))];
        }

        var stillRuns = view.Containers.Any(container => container.IsRunning);
        return PodPlan.Of(PodStage.Over, stops) with
        {
            WakeAt = stillRuns && end.KillAt > now ? end.KillAt : null,
            Failure = stillRuns ? null : end.Failure,
        };
    }

    /// <summary>Stops what runs and removes everything.</summary>
    public static PodPlan Remove(PodView view, DateTimeOffset killAt, DateTimeOffset now)
    {
        var waits = view.Containers.Any(container => container.IsRunning) && killAt > now;
        if (waits)
        {
            return PodPlan.Of(PodStage.Ending, Stops(view, killAt, now)) with { WakeAt = killAt };
        }

        var steps = view.Containers.Select(Removal).OfType<PlannedStep>().ToList();
        if (steps.Count == 0 && view.Sandbox is { } sandbox && Removal(sandbox) is { } last)
        {
            steps = [last];
        }

        return PodPlan.Of(steps.Count == 0 ? PodStage.Gone : PodStage.Ending, steps);
    }

    private static IEnumerable<PlannedStep> Stops(PodView view, DateTimeOffset killAt, DateTimeOffset now)
    {
        var first = view.Containers.Where(container => container is { IsRunning: true, Role: not ContainerRole.Sidecar }).ToList();
        var sidecars = view.Containers.Reverse().Where(container => container is { IsRunning: true, Role: ContainerRole.Sidecar }).ToList();
        var due = killAt <= now ? first.Concat(sidecars) : first.Count > 0 ? first : sidecars.Take(1);
        return due.Select(container => new PlannedStep(container.Name, new ContainerStep.Stop(container.Newest!.Id, killAt)));
    }

    private static PlannedStep? Removal(ContainerView container) =>
        container.Runs.IsEmpty ? null : new PlannedStep(container.Name, new ContainerStep.Remove([.. container.Runs.Select(run => run.Id)]));
}
