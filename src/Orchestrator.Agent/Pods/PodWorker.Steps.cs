using Orchestrator.Agent.Images;
using Orchestrator.Agent.Telemetry;
using Orchestrator.Containers;
using Orchestrator.Planning.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Pods;

/// <summary>What each step does. A step that fails leaves a trace in the view that the next plan sees.</summary>
internal sealed partial class PodWorker
{
    private async Task TakeAsync(ContainerStep step, CancellationToken cancellationToken)
    {
        if (step is ContainerStep.Wait wait)
        {
            await WaitAsync(wait.Until, cancellationToken);
            return;
        }

        using var activity = AgentTelemetry.Activities.StartActivity(step.GetType().Name);
        await ActAsync(step, cancellationToken);
    }

    private Task ActAsync(ContainerStep step, CancellationToken cancellationToken) => step switch
    {
        ContainerStep.EnsureImage => EnsureImageAsync(cancellationToken),
        ContainerStep.Create create => CreateAsync(create, cancellationToken),
        ContainerStep.Start start => StartAsync(start.Id, cancellationToken),
        ContainerStep.Stop stop => StopAsync(stop, cancellationToken),
        ContainerStep.Remove remove => RemoveAsync(remove.Ids, cancellationToken),
        _ => throw new InvalidOperationException($"There is no way to take the step {step}."),
    };

    private async Task EnsureImageAsync(CancellationToken cancellationToken)
    {
        try
        {
            await UntilEndingAsync(
                async stop =>
                {
                    await _services.Images.EnsureAsync(_pod, Container, stop);
                    return true;
                },
                cancellationToken);
            Volatile.Write(ref _view, _view with { ImageReady = true, Setback = null });
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The pod is to end, so its image is of no interest any more.
        }
        catch (ImageException e)
        {
            SetBack(e.Reason, e.Message);
        }
        catch (EngineException e) when (e.Fault != EngineFault.Unavailable)
        {
            SetBack(ContainerReason.ErrImagePull, e.Message);
            _services.Events.Warning(_pod, "Failed", $"Failed to pull image \"{Container.Image}\": {e.Message}");
        }
    }

    // A slow step ends early when the pod is to end.
    private async Task<T> UntilEndingAsync<T>(Func<CancellationToken, Task<T>> slow, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = slow(stop.Token);
        while (await Task.WhenAny(work, _inbox.Arrived) != work)
        {
            await TakeInboxAsync(cancellationToken);
            if (Ending)
            {
                await stop.CancelAsync();
                break;
            }
        }

        return await work;
    }

    private async Task CreateAsync(ContainerStep.Create create, CancellationToken cancellationToken)
    {
        await RemoveAsync(create.Forget, cancellationToken);
        var address = await TakeAddressAsync(cancellationToken);
        if (address is null)
        {
            SetBack(ContainerReason.CreateContainerError, $"The subnet of the node's network {_services.Network.Name} has no free address.");
            return;
        }

        var spec = ContainerSpecs.Of(_services.Options, _pod, Container, create.Attempt, create.Backoff, _services.Network.Name, address);
        await _services.Starts.WaitAsync(cancellationToken);
        try
        {
            var id = await CreateOrAdoptAsync(spec, cancellationToken);
            _services.Events.Normal(_pod, "Created", $"Created container: {Container.Name}");
            Volatile.Write(ref _view, _view with { ImageReady = false, Setback = null });
            await StartNowAsync(id, cancellationToken);
            Count(create);
        }
        catch (EngineException e) when (e.Fault == EngineFault.NotFound)
        {
            // The image went away since it was looked for: look again.
            Volatile.Write(ref _view, _view with { ImageReady = false });
            SetBack(ContainerReason.CreateContainerError, e.Message);
        }
        catch (EngineException e) when (e.Fault != EngineFault.Unavailable)
        {
            SetBack(ContainerReason.CreateContainerError, e.Message);
            _services.Events.Warning(_pod, "Failed", $"Error: {e.Message}");
        }
        finally
        {
            _services.Starts.Release();
        }
    }

    private void Count(ContainerStep.Create create)
    {
        if (create.Attempt > 0)
        {
            AgentTelemetry.Restarts.Add(1);
        }
        else
        {
            AgentTelemetry.StartDuration.Record((_services.Clock.GetUtcNow() - _begunAt).TotalSeconds);
        }
    }

    // A taken name means that this very run was made before, and that its maker was interrupted before it could say so.
    private async Task<string> CreateOrAdoptAsync(ContainerSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await _services.Engine.CreateContainerAsync(spec, cancellationToken);
        }
        catch (EngineException e) when (e.Fault == EngineFault.Conflict)
        {
            var existing = await _services.Engine.FindContainerAsync(spec.Name, cancellationToken);
            var ours = existing is not null && spec.Labels.All(label => existing.Labels.GetValueOrDefault(label.Key) == label.Value);
            if (ours)
            {
                return existing!.Id;
            }

            throw;
        }
    }

    private async Task StartAsync(string id, CancellationToken cancellationToken)
    {
        await _services.Starts.WaitAsync(cancellationToken);
        try
        {
            await StartNowAsync(id, cancellationToken);
        }
        finally
        {
            _services.Starts.Release();
        }
    }

    private async Task StartNowAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await _services.Engine.StartContainerAsync(id, cancellationToken);
            _services.Events.Normal(_pod, "Started", $"Started container {Container.Name}");
        }
        catch (EngineException e) when (e.Fault is not (EngineFault.Unavailable or EngineFault.NotFound))
        {
            await RefreshAsync(id, cancellationToken);
            FailStart(id, e.Message);
            _services.Events.Warning(_pod, "Failed", $"Error: failed to start container \"{Container.Name}\": {e.Message}");
            return;
        }

        await RefreshAsync(id, cancellationToken);
    }

    // The engine's own record of a failed start may lack the sentence, or the failure itself; what we were told counts.
    private void FailStart(string id, string message) => SetRuns([.. _view.Runs.Select(run => run.Id == id && run.State != RunState.Running
        ? run with { State = RunState.StartFailed, Message = message, FinishedAt = _services.Clock.GetUtcNow() }
        : run)]);

    private async Task StopAsync(ContainerStep.Stop stop, CancellationToken cancellationToken)
    {
        _services.Events.Normal(_pod, "Killing", $"Stopping container {Container.Name}");
        using var hurry = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var stopping = _services.Engine.StopContainerAsync(stop.Id, stop.Grace, hurry.Token);
        while (await Task.WhenAny(stopping, _inbox.Arrived) != stopping)
        {
            // The grace may be shortened meanwhile, down to nothing.
            var before = KillAt(_services.Clock.GetUtcNow());
            await TakeInboxAsync(cancellationToken);
            if (KillAt(_services.Clock.GetUtcNow()) < before || _view.Runs.All(run => run.Id != stop.Id || run.State != RunState.Running))
            {
                await hurry.CancelAsync();
                break;
            }
        }

        try
        {
            await stopping;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return;
        }

        await RefreshAsync(stop.Id, cancellationToken);
    }

    private async Task RemoveAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            await _services.Engine.RemoveContainerAsync(id, cancellationToken);
            SetRuns([.. _view.Runs.Where(run => run.Id != id)]);
        }
    }

    private async Task<string?> TakeAddressAsync(CancellationToken cancellationToken)
    {
        _addresses ??= await _services.Network.AddressesAsync(cancellationToken);
        if (_address is null && _pod.Status?.PodIp is { Length: > 0 } kept && _addresses.TryReserve(kept))
        {
            _address = kept;
        }

        return _address ??= _addresses.Take();
    }

    private void SetBack(string reason, string message)
    {
        var failures = (_view.Setback?.Failures ?? 0) + 1;
        Volatile.Write(ref _view, _view with { Setback = new Setback(reason, message, failures, _services.Clock.GetUtcNow()) });
    }
}
