using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Containers;

/// <summary>
/// Decides the next step for a container of a pod on its node. It looks at everything each time, so a step that was cut off half way, or repeated, ends in the same place.
/// </summary>
public static class ContainerPlanner
{
    /// <summary>The next step.</summary>
    /// <param name="policy">The pod's restart policy.</param>
    /// <param name="view">What is known of the container.</param>
    /// <param name="now">The time.</param>
    public static ContainerStep Next(string policy, ContainerView view, DateTimeOffset now)
    {
        if (view.Runs.IsEmpty)
        {
            return WithoutRuns(policy, view, now);
        }

        var newest = view.Runs[^1];
        return newest.State switch
        {
            RunState.Created => new ContainerStep.Start(newest.Id),
            RunState.Running => new ContainerStep.Wait(),
            _ => AfterEnd(policy, view, newest, now),
        };
    }

    /// <summary>The next step towards the container's end: stop what runs, remove what is left.</summary>
    /// <param name="view">What is known of the container.</param>
    /// <param name="killAt">When its grace is over.</param>
    /// <param name="now">The time.</param>
    public static ContainerStep End(ContainerView view, DateTimeOffset killAt, DateTimeOffset now)
    {
        if (view.Runs.IsEmpty)
        {
            return new ContainerStep.Gone();
        }

        var running = view.Runs.LastOrDefault(run => run.State == RunState.Running);
        var grace = killAt - now;
        return running is not null && grace > TimeSpan.Zero
            ? new ContainerStep.Stop(running.Id, grace)
            : new ContainerStep.Remove([.. view.Runs.Select(run => run.Id)]);
    }

    /// <summary>When the next run may start, where the newest one has ended and another is wanted; null where none is.</summary>
    public static DateTimeOffset? NextStartAt(string policy, ContainerView view)
    {
        var newest = view.Runs.IsEmpty ? null : view.Runs[^1];
        if (newest is null || newest.State is RunState.Created or RunState.Running || !StartsAgain(policy, newest))
        {
            return null;
        }

        return EndOf(newest) + Delay(newest);
    }

    /// <summary>Whether a run that has ended is followed by another.</summary>
    public static bool StartsAgain(string policy, ContainerRun ended) => policy switch
    {
        RestartPolicy.Always => true,
        RestartPolicy.OnFailure => ended.State == RunState.StartFailed || ended.ExitCode != 0,
        _ => false,
    };

    private static ContainerStep WithoutRuns(string policy, ContainerView view, DateTimeOffset now)
    {
        if (view.StartedAttempt is not { } started)
        {
            return Begin(view, attempt: 0, backoff: null, now);
        }

        // It ran and nobody knows how it ended: without a restart policy that allows another run, this was its end.
        return policy == RestartPolicy.Never
            ? new ContainerStep.Wait()
            : Begin(view, started + 1, TimeSpan.Zero, now);
    }

    private static ContainerStep AfterEnd(string policy, ContainerView view, ContainerRun ended, DateTimeOffset now)
    {
        if (!StartsAgain(policy, ended))
        {
            return new ContainerStep.Wait();
        }

        var delay = Delay(ended);
        var at = EndOf(ended) + delay;
        return at > now
            ? new ContainerStep.Wait(at)
            : Begin(view, Math.Max(ended.Attempt, view.StartedAttempt ?? 0) + 1, delay, now);
    }

    private static ContainerStep Begin(ContainerView view, int attempt, TimeSpan? backoff, DateTimeOffset now)
    {
        if (view.Setback is { } setback)
        {
            var again = setback.At + RestartBackoff.AfterFailures(setback.Failures);
            if (again > now)
            {
                return new ContainerStep.Wait(again);
            }
        }

        return view.ImageReady
            ? new ContainerStep.Create(attempt, backoff, [.. view.Runs.SkipLast(1).Select(run => run.Id)])
            : new ContainerStep.EnsureImage();
    }

    /// <summary>How long the run after this one waits.</summary>
    internal static TimeSpan Delay(ContainerRun ended)
    {
        if (ended.EndedByEngine)
        {
            return TimeSpan.Zero;
        }

        var ran = ended is { StartedAt: { } started, FinishedAt: { } finished } && finished > started ? finished - started : TimeSpan.Zero;
        return RestartBackoff.Next(ended.BackoffBefore, ran);
    }

    private static DateTimeOffset EndOf(ContainerRun ended) => ended.FinishedAt ?? ended.StartedAt ?? DateTimeOffset.MinValue;
}
