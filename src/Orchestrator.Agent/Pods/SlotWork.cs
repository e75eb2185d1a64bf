using Orchestrator.Planning.Containers;

namespace Orchestrator.Agent.Pods;

/// <summary>A step that is being taken for a container.</summary>
/// <param name="Step">The step.</param>
/// <param name="Completion">What it found out, as a change of what is known of the container; only the pod's worker applies it.</param>
/// <param name="Cancellation">Ends it early.</param>
internal sealed record SlotWork(ContainerStep Step, Task<Action<ContainerSlot>> Completion, CancellationTokenSource Cancellation)
{
    /// <summary>
    /// Whether the step is in the way of what is wanted by now. Only those are cut off that may last: a pull, a hook, a grace. What makes, starts and removes is waited
    /// for, because it is short and its outcome matters.
    /// </summary>
    public bool IsOvertakenBy(ContainerStep? wanted, ContainerView view) => Step switch
    {
        ContainerStep.EnsureImage => wanted is not ContainerStep.EnsureImage,
        ContainerStep.PostStart hook => wanted is not ContainerStep.PostStart same || same.Id != hook.Id,
        ContainerStep.Stop stop => wanted is ContainerStep.Remove
            || (wanted is ContainerStep.Stop sooner && sooner.KillAt < stop.KillAt)
            || !view.Runs.Any(run => run.Id == stop.Id && run.State == RunState.Running),
        _ => false,
    };
}
