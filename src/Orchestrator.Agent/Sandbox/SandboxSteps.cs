using Orchestrator.Agent.Pods;
using Orchestrator.Containers;
using Orchestrator.Planning.Containers;
using Orchestrator.Resources.Core;

namespace Orchestrator.Agent.Sandbox;

/// <summary>What each step does for a pod's sandbox.</summary>
internal sealed class SandboxSteps(PodScope scope)
{
    private readonly AgentServices _services = scope.Services;

    /// <summary>Takes a step.</summary>
    public Task<Action<ContainerSlot>> TakeAsync(ContainerStep step, CancellationToken cancellationToken) => step switch
    {
        ContainerStep.Create create => CreateAsync(create, cancellationToken),
        ContainerStep.Start start => StartAsync(start.Id, cancellationToken),
        ContainerStep.Stop stop => StopAsync(stop.Id, cancellationToken),
        ContainerStep.Remove remove => RemoveAsync(remove.Ids, cancellationToken),
        _ => throw new InvalidOperationException($"There is no way to take the step {step} for a sandbox."),
    };

    private async Task<Action<ContainerSlot>> CreateAsync(ContainerStep.Create create, CancellationToken cancellationToken)
    {
        await EngineSteps.RemoveAsync(_services.Engine, create.Forget, cancellationToken);
        if (create.Attempt > 0)
        {
            _services.Events.Normal(scope.Pod, "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.");
        }

        if (await scope.OwnPlaceAsync(cancellationToken) is not { } place)
        {
            return Fail($"The subnet of the node's network {_services.Network.Name} has no free address.");
        }

        var made = await TryCreateAsync(create, place, cancellationToken);
        return slot =>
        {
            slot.Drop(create.Forget);
            made(slot);
        };
    }

    private async Task<Action<ContainerSlot>> TryCreateAsync(ContainerStep.Create create, RunPlace place, CancellationToken cancellationToken)
    {
        await _services.Starts.WaitAsync(cancellationToken);
        try
        {
            var image = await _services.SandboxImage.EnsureAsync(cancellationToken);
            var spec = SandboxSpecs.Of(_services.Options, scope.Pod, image, create.Attempt, create.Backoff, place);
            var id = await EngineSteps.CreateOrAdoptAsync(_services.Engine, spec, cancellationToken);
            var started = await StartNowAsync(id, create, cancellationToken);
            return slot =>
            {
                slot.Made();
                started(slot);
            };
        }
        catch (EngineException e) when (e.Fault == EngineFault.NotFound)
        {
            // The image went away since it was looked for: the next try makes it again.
            _services.SandboxImage.Forget();
            throw;
        }
        catch (EngineException e) when (e.Fault != EngineFault.Unavailable)
        {
            return Fail(e.Message);
        }
        finally
        {
            _services.Starts.Release();
        }
    }

    // A sandbox that has started runs, and nothing else about it matters: so it need not be looked at.
    private async Task<Action<ContainerSlot>> StartNowAsync(string id, ContainerStep.Create create, CancellationToken cancellationToken)
    {
        var run = new ContainerRun { Id = id, Attempt = create.Attempt, BackoffBefore = create.Backoff, State = RunState.Running, StartedAt = _services.Clock.GetUtcNow() };
        try
        {
            await _services.Engine.StartContainerAsync(id, cancellationToken);
            return slot => slot.Put(run);
        }
        catch (EngineException e) when (e.Fault == EngineFault.AddressInUse)
        {
            // As of a container of its own: another address takes another sandbox.
            var isFirst = scope.RefuseAddress();
            await _services.Engine.RemoveContainerAsync(id, cancellationToken);
            Action<ContainerSlot> dropped = slot => slot.Drop([id]);
            if (isFirst)
            {
                Warn(e.Message);
                return dropped;
            }

            return dropped + Fail(e.Message);
        }
        catch (EngineException e) when (e.Fault is not (EngineFault.Unavailable or EngineFault.NotFound))
        {
            Warn(e.Message);
            var failed = run with { State = RunState.StartFailed, StartedAt = null, FinishedAt = _services.Clock.GetUtcNow(), Message = e.Message };
            return slot => slot.Put(failed);
        }
    }

    // Made by an earlier life of the agent, which did not come to starting it.
    private async Task<Action<ContainerSlot>> StartAsync(string id, CancellationToken cancellationToken)
    {
        var found = await _services.Engine.FindContainerAsync(id, cancellationToken);
        if (found is null)
        {
            return slot => slot.Drop([id]);
        }

        return await StartNowAsync(id, new ContainerStep.Create(ContainerLabels.AttemptOf(found), ContainerLabels.BackoffOf(found), []), cancellationToken);
    }

    private async Task<Action<ContainerSlot>> StopAsync(string id, CancellationToken cancellationToken)
    {
        await _services.Engine.StopContainerAsync(id, TimeSpan.Zero, cancellationToken);
        var found = await _services.Engine.FindContainerAsync(id, cancellationToken);
        return slot =>
        {
            if (found is null)
            {
                slot.Drop([id]);
            }
            else
            {
                slot.Put(Runs.Of(found, null));
            }
        };
    }

    private async Task<Action<ContainerSlot>> RemoveAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await EngineSteps.RemoveAsync(_services.Engine, ids, cancellationToken);
        return slot => slot.Drop(ids);
    }

    private Action<ContainerSlot> Fail(string message)
    {
        Warn(message);
        return slot => slot.SetBack(ContainerReason.CreateContainerError, message, _services.Clock.GetUtcNow());
    }

    private void Warn(string message) => _services.Events.Warning(scope.Pod, "FailedCreatePodSandBox", $"Failed to create pod sandbox: {message}");
}
