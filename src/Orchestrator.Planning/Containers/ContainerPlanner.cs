using Orchestrator.Planning.Retrying;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Containers;

/// <summary>
/// Decides the next step for a container of a pod on its node. It looks at everything each time, so a step that was cut off half way, or repeated, ends in the same place.
/// </summary>
public static class ContainerPlanner
{
    /// <summary>The next step for a container whose turn it is.</summary>
    /// <param name="policy">The restart policy that holds for it.</param>
    /// <param name="view">What is known of the container.</param>
    /// <param name="grace">How long a run has to end that is in the way of the next.</param>
    /// <param name="now">The time.</param>
    public static ContainerStep Next(string policy, ContainerView view, TimeSpan grace, DateTimeOffset now)
    {
        if (view.Newest is not { } newest)
        {
            return WithoutRuns(policy, view, now);
        }

        return newest.State switch
        {
            RunState.Created when view.IsLost(newest) => new ContainerStep.Remove([newest.Id]),
            RunState.Created => new ContainerStep.Start(newest.Id),
            RunState.Running => WhileRunning(view, newest, grace, now),
            _ => AfterEnd(policy, view, newest, now),
        };
    }

    /// <summary>When the next run may start, where the newest one has ended and another is wanted; null where none is.</summary>
    public static DateTimeOffset? NextStartAt(string policy, ContainerView view)
    {
        var newest = view.Newest;
        if (newest is null || newest.State is RunState.Created or RunState.Running || !StartsAgain(policy, view, newest))
        {
            return null;
        }

        return EndOf(newest) + Delay(view, newest);
    }

    /// <summary>Whether nothing of the container will run any more, by itself.</summary>
    public static bool IsOver(string policy, ContainerView view) => view.Newest switch
    {
        null => view.StartedAttempt is not null && policy == RestartPolicy.Never,
        { State: RunState.Exited or RunState.StartFailed } ended => !StartsAgain(policy, view, ended),
        _ => false,
    };

    /// <summary>When a run ended, as far as that is known.</summary>
    public static DateTimeOffset EndOf(ContainerRun ended) => ended.FinishedAt ?? ended.StartedAt ?? DateTimeOffset.MinValue;

    /// <summary>Whether a run that has ended is followed by another.</summary>
    internal static bool StartsAgain(string policy, ContainerView view, ContainerRun ended) => policy switch
    {
        RestartPolicy.Always => true,

        // What a failed probe or hook stopped is wanted again, however it took being stopped.
        RestartPolicy.OnFailure => ended.State == RunState.StartFailed || ended.ExitCode != 0 || view.IsCondemned || MadeAnew(view, ended),
        _ => MadeAnew(view, ended),
    };

    /// <summary>How long the run after this one waits.</summary>
    internal static TimeSpan Delay(ContainerView view, ContainerRun ended)
    {
        if (ended.EndedByEngine || view.IsLost(ended))
        {
            return TimeSpan.Zero;
        }

        var ran = ended is { StartedAt: { } started, FinishedAt: { } finished } && finished > started ? finished - started : TimeSpan.Zero;
        return RestartBackoff.Next(ended.BackoffBefore, ran);
    }

    // What an init container did well for a sandbox is done again for the next one.
    private static bool MadeAnew(ContainerView view, ContainerRun ended) =>
        view.Role == ContainerRole.Init && ended is { State: RunState.Exited, ExitCode: 0 } && view.IsLost(ended);

    private static ContainerStep WhileRunning(ContainerView view, ContainerRun running, TimeSpan grace, DateTimeOffset now)
    {
        if (view.IsCondemned)
        {
            return new ContainerStep.Stop(running.Id, view.Condemned!.KillAt);
        }

        if (view.IsLost(running))
        {
            return new ContainerStep.Stop(running.Id, now + grace);
        }

        return view.PostStartDone ? new ContainerStep.Wait() : new ContainerStep.PostStart(running.Id);
    }

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
        if (!StartsAgain(policy, view, ended))
        {
            return new ContainerStep.Wait();
        }

        var delay = Delay(view, ended);
        var at = DueTime.After(EndOf(ended), delay, now);
        return at > now
            ? new ContainerStep.Wait(at)
            : Begin(view, Math.Max(ended.Attempt, view.StartedAttempt ?? 0) + 1, delay, now);
    }

    private static ContainerStep Begin(ContainerView view, int attempt, TimeSpan? backoff, DateTimeOffset now)
    {
        if (view.Setback is { } setback)
        {
            var again = DueTime.After(setback.At, RestartBackoff.AfterFailures(setback.Failures), now);
            if (again > now)
            {
                return new ContainerStep.Wait(again);
            }
        }

        if (!view.ImageReady)
        {
            return new ContainerStep.EnsureImage();
        }

        return view.SandboxId is null
            ? new ContainerStep.Wait()
            : new ContainerStep.Create(attempt, backoff, [.. view.Runs.SkipLast(1).Select(run => run.Id)]);
    }
}
