using Orchestrator.Agent.Hooks;
using Orchestrator.Agent.Images;
using Orchestrator.Containers;
using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Pods;
using Orchestrator.Planning.Retrying;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>
/// What each step does for a container. A step reads what is known when it begins and answers with a change of it, which the worker applies; steps of different
/// containers may be under way at the same time.
/// </summary>
internal sealed partial class ContainerSteps(PodScope scope)
{
    private readonly AgentServices _services = scope.Services;
    private readonly RunReader _runs = new(scope.Services.Engine);

    /// <summary>Takes a step.</summary>
    public Task<Action<ContainerSlot>> TakeAsync(ContainerSlot slot, ContainerStep step, CancellationToken cancellationToken) => step switch
    {
        ContainerStep.EnsureImage => EnsureImageAsync(slot.Container, cancellationToken),
        ContainerStep.Create create => CreateAsync(slot, create, cancellationToken),
        ContainerStep.Start start => StartAsync(slot, start.Id, cancellationToken),
        ContainerStep.PostStart hook => PostStartAsync(slot, hook.Id, cancellationToken),
        ContainerStep.Stop stop => StopAsync(slot, stop, cancellationToken),
        ContainerStep.Remove remove => RemoveAsync(slot, remove.Ids, cancellationToken),
        _ => throw new InvalidOperationException($"There is no way to take the step {step}."),
    };

    private async Task<Action<ContainerSlot>> EnsureImageAsync(Container container, CancellationToken cancellationToken)
    {
        try
        {
            await _services.Images.EnsureAsync(scope.Pod, container, cancellationToken);
            var user = await ImageUserAsync(container, container.Image ?? "", cancellationToken);
            return slot => slot.FindImage(user);
        }
        catch (ImageException e)
        {
            return SetBack(e.Reason, e.Message);
        }
        catch (EngineException e) when (e.Fault != EngineFault.Unavailable)
        {
            Warn("Failed", $"Failed to pull image \"{container.Image}\": {e.Message}");
            return SetBack(ContainerReason.ErrImagePull, e.Message);
        }
    }

    // The image's own user matters only where the container says something about users and does not say which.
    private async Task<string> ImageUserAsync(Container container, string image, CancellationToken cancellationToken)
    {
        var (pod, own) = (scope.Pod.Spec.SecurityContext, container.SecurityContext);
        var matters = (own?.RunAsNonRoot ?? pod.RunAsNonRoot) == true || (own?.RunAsGroup ?? pod.RunAsGroup) is not null;
        return matters && (own?.RunAsUser ?? pod.RunAsUser) is null ? (await _services.Engine.FindImageAsync(image, cancellationToken))?.User ?? "" : "";
    }

    private async Task<Action<ContainerSlot>> StartAsync(ContainerSlot slot, string id, CancellationToken cancellationToken)
    {
        await _services.Starts.WaitAsync(cancellationToken);
        try
        {
            return await StartNowAsync(slot, id, cancellationToken);
        }
        finally
        {
            _services.Starts.Release();
        }
    }

    private async Task<Action<ContainerSlot>> StartNowAsync(ContainerSlot slot, string id, CancellationToken cancellationToken)
    {
        try
        {
            await _services.Engine.StartContainerAsync(id, cancellationToken);
            Say("Started", $"Started container {slot.Name}");
        }
        catch (EngineException e) when (e.Fault == EngineFault.AddressInUse && !scope.HasSandbox)
        {
            // Another address takes another container. It is as if this one had not been made, but that nothing is made without end where no address is any good.
            Warn("Failed", $"Error: failed to start container \"{slot.Name}\" at {scope.Address}: {e.Message}");
            var isFirst = scope.RefuseAddress();
            await _services.Engine.RemoveContainerAsync(id, cancellationToken);
            return isFirst ? Found(id, null) : Found(id, null) + SetBack(ContainerReason.CreateContainerError, e.Message);
        }
        catch (EngineException e) when (e.Fault is not (EngineFault.Unavailable or EngineFault.NotFound))
        {
            // The engine's own record of a failed start may lack the sentence, or the failure itself; what we were told counts.
            var failed = await _runs.FindAsync(slot, id, cancellationToken);
            Warn("Failed", $"Error: failed to start container \"{slot.Name}\": {e.Message}");
            return Found(id, failed is { State: not RunState.Running }
                ? failed with { State = RunState.StartFailed, Message = e.Message, FinishedAt = _services.Clock.GetUtcNow() }
                : failed);
        }

        return Found(id, await _runs.FindAsync(slot, id, cancellationToken));
    }

    private async Task<Action<ContainerSlot>> PostStartAsync(ContainerSlot slot, string id, CancellationToken cancellationToken)
    {
        var attempt = slot.View.Newest!.Attempt;
        try
        {
            await _services.Hooks.RunAsync(slot.Container.Lifecycle!.PostStart!, slot.Container, id, scope.ReachedAt ?? "", cancellationToken);
            scope.Note(slot.Files(attempt).NotePostStart);
            return known => known.PostStarted(id);
        }
        catch (HookException e)
        {
            Warn("FailedPostStartHook", $"PostStartHook failed: {e.Message}");
            var grace = PodGrace.Of(scope.Pod.Spec);
            var condemnation = new Condemnation(id, $"FailedPostStartHook: container {slot.Name} is stopped", _services.Clock.GetUtcNow() + grace);
            scope.Note(() => slot.Files(attempt).NoteCondemned(condemnation));
            return known => known.Condemn(condemnation);
        }
    }

    private async Task<Action<ContainerSlot>> StopAsync(ContainerSlot slot, ContainerStep.Stop stop, CancellationToken cancellationToken)
    {
        Say("Killing", slot.View.Condemned is { } cause && cause.RunId == stop.Id ? cause.Message : $"Stopping container {slot.Name}");
        if (slot.Container.Lifecycle?.PreStop is { } hook && stop.KillAt > _services.Clock.GetUtcNow() && slot.PreStopped.Add(stop.Id))
        {
            await PreStopAsync(slot, hook, stop, cancellationToken);
        }

        var grace = stop.KillAt - _services.Clock.GetUtcNow();
        await _services.Engine.StopContainerAsync(stop.Id, grace > TimeSpan.Zero ? grace : TimeSpan.Zero, cancellationToken);
        return Found(stop.Id, await _runs.FindAsync(slot, stop.Id, cancellationToken));
    }

    // Its time is part of the grace: a hook that takes all of it leaves none for the container.
    private async Task PreStopAsync(ContainerSlot slot, LifecycleHandler hook, ContainerStep.Stop stop, CancellationToken cancellationToken)
    {
        using var timeUp = new CancellationTokenSource(TimerWait.Bounded(stop.KillAt - _services.Clock.GetUtcNow()), _services.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeUp.Token);
        try
        {
            await _services.Hooks.RunAsync(hook, slot.Container, stop.Id, scope.ReachedAt ?? "", linked.Token);
        }
        catch (HookException e)
        {
            Warn("FailedPreStopHook", $"PreStopHook failed: {e.Message}");
        }
        catch (OperationCanceledException) when (timeUp.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            Warn("FailedPreStopHook", "PreStopHook failed: it was not done when the grace period was over");
        }
    }

    private async Task<Action<ContainerSlot>> RemoveAsync(ContainerSlot slot, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await EngineSteps.RemoveAsync(_services.Engine, ids, cancellationToken);
        foreach (var run in slot.View.Runs.Where(run => ids.Contains(run.Id)))
        {
            slot.Files(run.Attempt).Remove();
        }

        return known => known.Drop(ids);
    }

    private static Action<ContainerSlot> Found(string id, ContainerRun? run) => slot =>
    {
        if (run is null)
        {
            slot.Drop([id]);
        }
        else
        {
            slot.Put(run);
        }
    };

    private Action<ContainerSlot> SetBack(string reason, string message) => slot => slot.SetBack(reason, message, _services.Clock.GetUtcNow());

    private void Say(string reason, string message) => _services.Events.Normal(scope.Pod, reason, message);

    private void Warn(string reason, string message) => _services.Events.Warning(scope.Pod, reason, message);
}
