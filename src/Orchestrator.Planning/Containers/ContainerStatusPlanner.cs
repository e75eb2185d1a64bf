using Orchestrator.Planning.Pods;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Containers;

/// <summary>Says in Kubernetes' words how a container of a pod is: the status that <c>kubectl get</c> and <c>kubectl describe</c> print.</summary>
public static class ContainerStatusPlanner
{
    private const int SignalBase = 128;
    private const int SignalLast = 31;

    /// <summary>The container's status.</summary>
    /// <param name="container">The container as declared.</param>
    /// <param name="pod">What its pod makes of it.</param>
    /// <param name="view">What is known of it.</param>
    /// <param name="before">Its status so far, which says how a run ended that the engine has nothing of any more; null at first.</param>
    public static ContainerStatus Describe(Container container, PodContext pod, ContainerView view, ContainerStatus? before)
    {
        var newest = view.Newest;
        var previous = view.Runs.Length > 1 ? view.Runs[^2] : null;
        var state = State(pod, view, before);
        var ended = newest is { State: RunState.Exited or RunState.StartFailed } ? Terminated(newest) : null;
        var started = state.Running is not null && view is { PostStartDone: true, Started: true };

        return new ContainerStatus
        {
            Name = container.Name,
            Image = container.Image ?? "",
            ImageId = newest?.ImageId ?? before?.ImageId ?? "",
            ContainerId = newest is null ? before?.ContainerId : $"docker://{newest.Id}",
            RestartCount = Math.Max(newest?.Attempt ?? 0, view.StartedAttempt ?? 0),
            Ready = view.Role == ContainerRole.Init ? state.Terminated is { ExitCode: 0 } : started && view.Ready && !pod.IsEnding,
            Started = started,
            State = state,
            LastState = LastState(state, ended, previous, newest, before),
        };
    }

    private static ContainerState State(PodContext pod, ContainerView view, ContainerStatus? before)
    {
        var policy = ContainerPolicy.Of(view.Role, pod.RestartPolicy);
        var newest = view.Newest;
        if (newest is { State: RunState.Running })
        {
            return new ContainerState { Running = new ContainerStateRunning { StartedAt = newest.StartedAt } };
        }

        if (newest is { State: RunState.Exited or RunState.StartFailed } && (pod.IsEnding || !ContainerPlanner.StartsAgain(policy, view, newest)))
        {
            return new ContainerState { Terminated = Terminated(newest) };
        }

        if (newest is null && view.StartedAttempt is not null && (pod.IsEnding || policy == RestartPolicy.Never))
        {
            return before?.State.Terminated is not null ? before.State : Lost();
        }

        return new ContainerState { Waiting = Waiting(pod, view) };
    }

    private static ContainerStateWaiting Waiting(PodContext pod, ContainerView view)
    {
        var newest = view.Newest;
        if (view.Setback is { } setback)
        {
            var backingOff = setback is { Reason: ContainerReason.ErrImagePull, Failures: > 1 };
            return new ContainerStateWaiting { Reason = backingOff ? ContainerReason.ImagePullBackOff : setback.Reason, Message = setback.Message };
        }

        if (newest is { State: RunState.Exited or RunState.StartFailed } && ContainerPlanner.Delay(view, newest) is var delay && delay > TimeSpan.Zero)
        {
            var ending = newest.State == RunState.StartFailed ? newest.Message : $"the last run ended with exit code {newest.ExitCode}";
            return new ContainerStateWaiting { Reason = ContainerReason.CrashLoopBackOff, Message = $"back-off {Text(delay)} restarting failed container: {ending}" };
        }

        return newest is { State: RunState.StartFailed }
            ? new ContainerStateWaiting { Reason = ContainerReason.RunContainerError, Message = newest.Message }
            : new ContainerStateWaiting { Reason = view.StartedAttempt is null ? pod.FirstReason : ContainerReason.ContainerCreating, Message = pod.Obstacle };
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
        Signal = run.State == RunState.Exited && run.ExitCode is > SignalBase and <= SignalBase + SignalLast ? run.ExitCode - SignalBase : 0,
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
