using Orchestrator.Agent.Sandbox;
using Orchestrator.Agent.Telemetry;
using Orchestrator.Containers;
using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Pods;
using Orchestrator.Planning.Retrying;

namespace Orchestrator.Agent.Pods;

/// <summary>Begins the steps for a pod's containers, at most one at a time for each, and takes in what came of them.</summary>
/// <param name="scope">The pod.</param>
/// <param name="wake">Called when a step has ended.</param>
internal sealed class PodSteps(PodScope scope, Action wake)
{
    /// <summary>How long to wait before the machine is asked again for what it has refused.</summary>
    public static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5));

    private readonly ContainerSteps _containers = new(scope);
    private readonly SandboxSteps _sandbox = new(scope);

    /// <summary>Whether a step that failed is due again; then everything has to be looked at before.</summary>
    public static bool ReleaseRetries(IEnumerable<ContainerSlot> slots, DateTimeOffset now)
    {
        var due = slots.Where(slot => slot.RetryAt is { } at && DueTime.HasCome(at, Retry.Longest, now)).ToList();
        due.ForEach(slot => slot.RetryAt = null);
        return due.Count > 0;
    }

    /// <summary>Begins what the plan says for containers that have nothing under way, and cuts off what is in its way.</summary>
    public void Begin(IEnumerable<ContainerSlot> slots, PodPlan plan, CancellationToken cancellationToken)
    {
        foreach (var slot in slots)
        {
            var wanted = plan.Steps.FirstOrDefault(planned => planned.Container == slot.Name)?.Step;
            if (slot.Work is { } work)
            {
                if (work.IsOvertakenBy(wanted, slot.View))
                {
                    work.Cancellation.Cancel();
                }
            }
            else if (wanted is not null && slot.RetryAt is null)
            {
                Begin(slot, wanted, cancellationToken);
            }
        }
    }

    /// <summary>Takes in what has ended; what is left to do about it is answered.</summary>
    public IReadOnlyList<StepOutcome> Collect(IEnumerable<ContainerSlot> slots)
    {
        var outcomes = new List<StepOutcome>();
        foreach (var slot in slots)
        {
            if (slot.Work is { Completion.IsCompleted: true } work)
            {
                slot.Work = null;
                work.Cancellation.Dispose();
                if (Collect(slot, work) is { } outcome)
                {
                    outcomes.Add(outcome);
                }
            }
        }

        return outcomes;
    }

    /// <summary>Waits for the end of all steps, after they were cancelled. Whatever they did is found by the next life.</summary>
    public static async Task EndAsync(IEnumerable<ContainerSlot> slots)
    {
        foreach (var slot in slots)
        {
            if (slot.Work is { } work)
            {
                await work.Cancellation.CancelAsync();
                await ((Task)work.Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                work.Cancellation.Dispose();
            }
        }
    }

    private void Begin(ContainerSlot slot, ContainerStep step, CancellationToken cancellationToken)
    {
        var cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var completion = TakeAsync(slot, step, cancellation.Token);
        slot.Work = new SlotWork(step, completion, cancellation);
        completion.GetAwaiter().OnCompleted(wake);
    }

    private async Task<Action<ContainerSlot>> TakeAsync(ContainerSlot slot, ContainerStep step, CancellationToken cancellationToken)
    {
        using var activity = AgentTelemetry.Activities.StartActivity(step.GetType().Name);
        return await (slot.Name.Length == 0 ? _sandbox.TakeAsync(step, cancellationToken) : _containers.TakeAsync(slot, step, cancellationToken));
    }

    private StepOutcome? Collect(ContainerSlot slot, SlotWork work)
    {
        var isStale = slot.IsStale;
        slot.IsStale = false;
        if (work.Completion.IsCompletedSuccessfully)
        {
            work.Completion.Result(slot);
            slot.Failures = 0;
            return isStale && slot.View.Newest is { } newest ? new StepOutcome(null, newest.Id) : null;
        }

        if (work.Completion.IsCanceled)
        {
            return new StepOutcome(null, (work.Step as ContainerStep.Stop)?.Id);
        }

        var failure = work.Completion.Exception!.InnerException!;
        if (failure is not (EngineException or IOException or UnauthorizedAccessException))
        {
            // Nobody knows what this is; the node's comparison takes the pod up anew.
            throw failure;
        }

        slot.ForgetImage();
        slot.Failures++;
        slot.RetryAt = scope.Services.Clock.GetUtcNow() + Retry.AfterFailures(slot.Failures);
        return new StepOutcome(failure, null);
    }
}
