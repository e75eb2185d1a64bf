using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Containers;

/// <summary>Says in Kubernetes' words how a container of a pod is: the status that <c>kubectl get</c> and <c>kubectl describe</c> print.</summary>
public static class ContainerStatusPlanner
{
    private const int SignalBase = 128;

    /// <summary>The container's status.</summary>
    /// <param name="container">The container as declared.</param>
    /// <param name="policy">The pod's restart policy.</param>
    /// <param name="view">What is known of it.</param>
    /// <param name="before">Its status so far, which says how a run ended that the engine has nothing of any more; null at first.</param>
    /// <param name="now">The time.</param>
    public static ContainerStatus Describe(Container container, string policy, ContainerView view, ContainerStatus? before, DateTimeOffset now)
    {
        var newest = view.Runs.IsEmpty ? null : view.Runs[^1];
        var previous = view.Runs.Length > 1 ? view.Runs[^2] : null;
        var state = State(policy, view, newest, before);
        var ended = newest is { State: RunState.Exited or RunState.StartFailed } ? Terminated(newest) : null;

        return new ContainerStatus
        {
            Name = container.Name,
            Image = container.Image ?? "",
            ImageId = newest?.ImageId ?? before?.ImageId ?? "",
            ContainerId = newest is null ? before?.ContainerId : $"docker://{newest.Id}",
            RestartCount = Math.Max(newest?.Attempt ?? 0, view.StartedAttempt ?? 0),
            Ready = state.Running is not null,
            Started = state.Running is not null,
            State = state,
            LastState = LastState(state, ended, previous, newest, before),
        };
    }

    private static ContainerState State(string policy, ContainerView view, ContainerRun? newest, ContainerStatus? before)
    {
        if (newest is { State: RunState.Running })
        {
            return new ContainerState { Running = new ContainerStateRunning { StartedAt = newest.StartedAt } };
        }

        if (newest is { State: RunState.Exited or RunState.StartFailed } && !ContainerPlanner.StartsAgain(policy, newest))
        {
            return new ContainerState { Terminated = Terminated(newest) };
        }

        if (newest is null && view.StartedAttempt is not null && policy == RestartPolicy.Never)
        {
            return before?.State.Terminated is not null ? before.State : Lost();
        }

        return new ContainerState { Waiting = Waiting(view, newest) };
    }

    private static ContainerStateWaiting Waiting(ContainerView view, ContainerRun? newest)
    {
        if (view.Setback is { } setback)
        {
            var backingOff = setback is { Reason: ContainerReason.ErrImagePull, Failures: > 1 };
            return new ContainerStateWaiting { Reason = backingOff ? ContainerReason.ImagePullBackOff : setback.Reason, Message = setback.Message };
        }

        if (newest is { State: RunState.Exited or RunState.StartFailed } && ContainerPlanner.Delay(newest) is var delay && delay > TimeSpan.Zero)
        {
            var ending = newest.State == RunState.StartFailed ? newest.Message : $"the last run ended with exit code {newest.ExitCode}";
            return new ContainerStateWaiting { Reason = ContainerReason.CrashLoopBackOff, Message = $"back-off {Text(delay)} restarting failed container: {ending}" };
        }

        return newest is { State: RunState.StartFailed }
            ? new ContainerStateWaiting { Reason = ContainerReason.RunContainerError, Message = newest.Message }
            : new ContainerStateWaiting { Reason = ContainerReason.ContainerCreating };
    }

    private static ContainerState LastState(
        ContainerState state, ContainerStateTerminated? ended, ContainerRun? previous, ContainerRun? newest, ContainerStatus? before)
    {
        if (state.Terminated is null && ended is not null)
        {
            return new ContainerState { Terminated = ended };
        }

        if (previous is { State: RunState.Exited or RunState.StartFailed })
        {
            return new ContainerState { Terminated = Terminated(previous) };
        }

        // The engine has nothing of the run before: what was known of it stays, or that it is not known.
        var lost = before?.State is { Running: not null } && (newest is null || $"docker://{newest.Id}" != before.ContainerId);
        return lost ? Lost() : before?.LastState ?? new ContainerState();
    }

    private static ContainerState Lost() => new()
    {
        Terminated = new ContainerStateTerminated
        {
            ExitCode = SignalBase + 9,
            Reason = ContainerReason.ContainerStatusUnknown,
            Message = "The container could not be located when it was looked for: it was removed by somebody else.",
        },
    };

    private static ContainerStateTerminated Terminated(ContainerRun run) => new()
    {
        ExitCode = run.State == RunState.StartFailed ? SignalBase : run.ExitCode,
        Reason = Reason(run),
        Message = run.Message.Length > 0 ? run.Message : null,
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        ContainerId = $"docker://{run.Id}",
    };

    private static string Reason(ContainerRun run) => run switch
    {
        { State: RunState.StartFailed } => "StartError",
        { OutOfMemory: true } => ContainerReason.OomKilled,
        { ExitCode: 0 } => ContainerReason.Completed,
        _ => ContainerReason.Error,
    };

    private static string Text(TimeSpan delay) => delay.TotalMinutes >= 1 ? $"{(int)delay.TotalMinutes}m{delay.Seconds}s" : $"{(int)delay.TotalSeconds}s";
}
