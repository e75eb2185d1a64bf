using Orchestrator.Containers;
using Orchestrator.Planning.Containers;

namespace Orchestrator.Agent.Pods;

/// <summary>Turns what an engine says of containers into runs of a pod's container.</summary>
internal static class Runs
{
    /// <summary>One run.</summary>
    public static ContainerRun Of(ContainerInfo container, Outage? outage)
    {
        var state = container.State switch
        {
            ContainerState.Created when container.Error.Length > 0 => RunState.StartFailed,
            ContainerState.Created => RunState.Created,
            ContainerState.Running or ContainerState.Paused => RunState.Running,
            _ => RunState.Exited,
        };
        var finishedAt = state == RunState.StartFailed ? container.FinishedAt ?? container.CreatedAt : container.FinishedAt;

        // An engine that comes back does not always know when a container ended of which it had not heard: then it ended while the engine was not there.
        var byEngine = state is RunState.Exited or RunState.StartFailed && outage is not null && (finishedAt is not { } ended || outage.Covers(ended));
        return new ContainerRun
        {
            Id = container.Id,
            Attempt = ContainerLabels.AttemptOf(container),
            BackoffBefore = ContainerLabels.BackoffOf(container),
            State = state,
            SandboxId = container.Labels.GetValueOrDefault(ContainerLabels.Sandbox, ""),
            ImageId = container.ImageId,
            StartedAt = container.StartedAt,
            FinishedAt = finishedAt,
            ExitCode = container.ExitCode,
            OutOfMemory = container.OutOfMemory,
            Message = byEngine ? EndOfEngine(state, container.Error) : container.Error,
            EndedByEngine = byEngine,
        };
    }

    private static string EndOfEngine(RunState state, string error) => state == RunState.StartFailed
        ? $"The container engine stopped or was restarted while this container was to be started: {error}"
        : "The container engine stopped or was restarted, and this container with it.";
}
