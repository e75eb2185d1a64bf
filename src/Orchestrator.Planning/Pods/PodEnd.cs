using Orchestrator.Planning.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Pods;

/// <summary>Why a pod that nobody has deleted is at its end, and when what still runs of it is killed.</summary>
/// <param name="KillAt">When its grace is over.</param>
/// <param name="Failure">Why it failed; null where the states of its containers say how it ended.</param>
internal sealed record PodEnd(DateTimeOffset KillAt, PodFailure? Failure)
{
    /// <summary>The pod's end; null while it goes on.</summary>
    public static PodEnd? Of(PodView view, DateTimeOffset now)
    {
        if (view.Failure is { } failure)
        {
            return new PodEnd(failure.KillAt, failure);
        }

        var own = view.Ended ? new PodEnd(now + view.Grace, null) : AllEnded(view) ?? InitFailed(view);
        return DeadlineOf(view) is { } deadline && deadline <= now && !view.Ended && !EndedBefore(view, own, deadline)
            ? Exceeded(deadline + view.Grace)
            : own;
    }

    /// <summary>When the pod's time is over; null where it has as long as it likes.</summary>
    public static DateTimeOffset? DeadlineOf(PodView view) =>
        view.Spec.ActiveDeadlineSeconds is { } seconds ? view.AcceptedAt + TimeSpan.FromSeconds(seconds) : null;

    private static bool EndedBefore(PodView view, PodEnd? own, DateTimeOffset deadline) => own is not null && own.KillAt - view.Grace <= deadline;

    private static PodEnd Exceeded(DateTimeOffset killAt) =>
        new(killAt, new PodFailure(PodReason.DeadlineExceeded, "Pod was active on the node longer than the specified deadline", killAt));

    // The pod is over when its ordinary containers are; its sidecars then have the pod's grace.
    private static PodEnd? AllEnded(PodView view)
    {
        var ordinary = view.Containers.Where(container => container.Role == ContainerRole.Container).ToList();
        return ordinary.TrueForAll(container => ContainerPlanner.IsOver(view.PolicyOf(container), container))
            ? new PodEnd(LastEnd(ordinary) + view.Grace, null)
            : null;
    }

    private static PodEnd? InitFailed(PodView view)
    {
        var failed = view.Containers.Where(container => container.Role == ContainerRole.Init && HasFailed(view, container)).ToList();
        return failed.Count == 0 ? null : new PodEnd(LastEnd(failed) + view.Grace, null);
    }

    private static bool HasFailed(PodView view, ContainerView init) =>
        view.PolicyOf(init) == RestartPolicy.Never
        && init.Newest is { State: RunState.Exited or RunState.StartFailed } ended
        && (ended.State == RunState.StartFailed || ended.ExitCode != 0);

    private static DateTimeOffset LastEnd(IEnumerable<ContainerView> containers) =>
        containers.Select(container => container.Newest).OfType<ContainerRun>().Select(ContainerPlanner.EndOf).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
}
