using Orchestrator.Planning.Containers;

namespace Orchestrator.Planning.Pods;

/// <summary>Whose turn it is: init containers one after another, then all ordinary containers.</summary>
internal static class InitStage
{
    /// <summary>The containers that have their turn now, or had it and go on. Only they get steps.</summary>
    public static IEnumerable<ContainerView> Due(PodView view)
    {
        for (var index = 0; index < view.Containers.Length; index++)
        {
            var container = view.Containers[index];
            var passed = HasPassed(view, index);
            if (container.Role != ContainerRole.Init || !passed)
            {
                yield return container;
            }

            if (!passed)
            {
                yield break;
            }
        }
    }

    /// <summary>Whether all init containers have had their turn.</summary>
    public static bool IsDone(PodView view) =>
        Enumerable.Range(0, view.Containers.Length).All(index => view.Containers[index].Role == ContainerRole.Container || HasPassed(view, index));

    /// <summary>Whether the turn goes on to the next container. Ordinary containers hold nobody up.</summary>
    private static bool HasPassed(PodView view, int index)
    {
        var container = view.Containers[index];
        return container.Role switch
        {
            ContainerRole.Container => true,
            ContainerRole.Init => container.Newest is { State: RunState.Exited, ExitCode: 0 } ended && !container.IsLost(ended),
            _ => HasStarted(container),
        } || LaterOneRan(view, index);
    }

    private static bool HasStarted(ContainerView sidecar) =>
        sidecar is { IsRunning: true, IsCondemned: false, PostStartDone: true, Started: true } && !sidecar.IsLost(sidecar.Newest!);

    // Nobody's turn came before that of all who are in front: so what ended, restarts or was cleared away since then holds nobody up again.
    private static bool LaterOneRan(PodView view, int index) =>
        view.Containers.Skip(index + 1).Any(later => later.SandboxId is not null && later.Runs.Any(run => !later.IsLost(run)));
}
