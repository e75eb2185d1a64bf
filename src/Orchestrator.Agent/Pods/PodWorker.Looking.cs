using Orchestrator.Agent.Telemetry;
using Orchestrator.Containers;
using Orchestrator.Planning.Containers;

namespace Orchestrator.Agent.Pods;

/// <summary>How a pod's worker finds out what there is.</summary>
internal sealed partial class PodWorker
{
    // False where the engine could not be asked; then some time has passed.
    private async Task<bool> TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            TakeInbox();
            TakeOutcomes();
            await LookAsync(cancellationToken);
            _probes.TakeVerdicts(_slots.Containers);
            await AdmitAsync(cancellationToken);
            _engineFailures = 0;
            return true;
        }
        catch (EngineException e)
        {
            // Whatever failed half way is looked at again as a whole.
            _lookAtAll = true;
            _engineFailures++;
            Note(e);
            await WaitAsync(_services.Clock.GetUtcNow() + PodSteps.Retry.AfterFailures(_engineFailures), cancellationToken);
            return false;
        }
    }

    private void TakeInbox()
    {
        var content = _inbox.Take();
        _unbound |= content.Unbound;
        _failure ??= content.Failure;
        if (content.Assignment is { } assignment && assignment.Revision > _revision)
        {
            _revision = assignment.Revision;
            _scope.Pod = assignment.Pod;
            _slots.Declare(assignment.Pod.Spec);
            _outdated |= assignment.Pod.Spec.Volumes.Any(volume => volume.DownwardApi is not null || volume.Projected is not null);
        }

        if (content.Configured)
        {
            Reconfigured();
        }

        _outage = content.Outage ?? _outage;
        _lookAtAll |= content.LookAtAll;
        _changed.UnionWith(content.Changed);
    }

    // What steps have found out, and which of them have to be taken again after another look.
    private void TakeOutcomes()
    {
        foreach (var outcome in _steps.Collect(_slots.All))
        {
            if (outcome.Failure is { } failure)
            {
                Note(failure);
            }

            if (outcome.LookAt is { } id)
            {
                _changed.Add(id);
            }
        }

        _lookAtAll |= PodSteps.ReleaseRetries(_slots.All, _services.Clock.GetUtcNow());
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (_lookAtAll)
        {
            await ObserveAsync(cancellationToken);
        }

        foreach (var id in _changed.Order(StringComparer.Ordinal).ToList())
        {
            await RefreshAsync(id, cancellationToken);
        }
    }

    // Only a whole look may say that something is not there, so nothing is made before the first one.
    private async Task ObserveAsync(CancellationToken cancellationToken)
    {
        if (RemoveAt() is null && !_scope.Pod.Spec.HostNetwork)
        {
            await _services.Network.AddressesAsync(cancellationToken);
        }

        var labels = ContainerLabels.OfNode(_services.Options);
        labels[ContainerLabels.PodUid] = Binding.Uid;
        var containers = await _services.Engine.ListContainersAsync(labels, cancellationToken);
        _scope.AdoptAddress(containers
            .OrderByDescending(container => container.State == ContainerState.Running)
            .ThenByDescending(container => container.CreatedAt)
            .Select(container => container.Labels.GetValueOrDefault(ContainerLabels.PodAddress))
            .FirstOrDefault(label => label is not null));
        var found = containers.Where(container => container.State != ContainerState.Dead).ToLookup(ContainerLabels.ContainerOf, StringComparer.Ordinal);
        foreach (var slot in _slots.All)
        {
            var runs = new List<ContainerRun>();
            foreach (var container in found[slot.Name])
            {
                runs.Add(await _runs.ReadAsync(slot, container, _outage, cancellationToken));
            }

            slot.SetRuns(runs);
            slot.IsStale |= slot.IsMaking;
        }

        (_lookAtAll, _outage) = (false, null);
        _changed.Clear();
    }

    private async Task RefreshAsync(string id, CancellationToken cancellationToken)
    {
        var slot = _slots.All.FirstOrDefault(slot => slot.View.Runs.Any(run => run.Id == id));
        if (slot is null or { IsMaking: true })
        {
            // It is one that a step is just making, or one that is gone already.
            _changed.Remove(id);
            foreach (var making in _slots.All.Where(making => making.IsMaking))
            {
                making.IsStale = true;
            }

            return;
        }

        var run = await _runs.FindAsync(slot, id, cancellationToken);
        _changed.Remove(id);
        if (run is null)
        {
            slot.Drop([id]);
        }
        else
        {
            slot.Put(run);
        }
    }

    // What a pod asks for that this node can't give is found out once.
    private async Task AdmitAsync(CancellationToken cancellationToken)
    {
        if (_admitted)
        {
            return;
        }

        var spec = _scope.Pod.Spec;
        var hasAppArmor = !ContainerProfiles.WantsAppArmor(spec)
            || (await _services.Engine.GetInfoAsync(cancellationToken)).SecurityOptions.Any(option => option.StartsWith("name=apparmor", StringComparison.Ordinal));
        _failure ??= NodeAdmission.Refusal(spec, hasAppArmor, _services.Clock.GetUtcNow());
        _admitted = true;
    }

    private void Note(Exception failure)
    {
        if (failure is not EngineException engine)
        {
            LogStepFailed(_services.Log, failure, Binding.Namespace, Binding.Name);
            return;
        }

        AgentTelemetry.EngineFailures.Add(1, new KeyValuePair<string, object?>("fault", engine.Fault.ToString()));
        if (engine.Fault == EngineFault.Unavailable)
        {
            // The agent itself says that the engine is away, once and not for every pod.
            LogEngineAway(_services.Log, engine, Binding.Namespace, Binding.Name);
        }
        else
        {
            LogEngineFailed(_services.Log, engine, Binding.Namespace, Binding.Name, engine.Fault);
        }
    }
}
