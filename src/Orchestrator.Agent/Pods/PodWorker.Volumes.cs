using Orchestrator.Agent.Volumes;
using Orchestrator.Containers;
using Orchestrator.Planning.Configuration;
using Orchestrator.Planning.Containers;
using Orchestrator.Planning.Pods;

namespace Orchestrator.Agent.Pods;

/// <summary>The volumes of a pod: made before its containers, and kept up to date while it runs.</summary>
internal sealed partial class PodWorker
{
    private const string FailedMount = "FailedMount";

    // Whether files of volumes may be older than what they are made of.
    private bool _outdated;

    private async Task PrepareVolumesAsync(CancellationToken cancellationToken)
    {
        var changes = _scope.Configuration.Changes;
        try
        {
            var (view, contents) = await ReadConfigurationAsync(cancellationToken);
            Warn(_services.Volumes.Ensure(view, contents, _services.Clock.GetUtcNow()));
            _volumes = VolumesView.There;
        }
        catch (Exception e) when (e is VolumeException or EngineException)
        {
            _services.Events.Warning(_scope.Pod, FailedMount, e.Message);
            _volumes = new VolumesView(false, new Setback(FailedMount, e.Message, (_volumes.Setback?.Failures ?? 0) + 1, _services.Clock.GetUtcNow()));
            if (_scope.Configuration.Changes != changes)
            {
                Reconfigured();
            }
        }
    }

    private async Task RefreshVolumesAsync(PodStage stage, CancellationToken cancellationToken)
    {
        if (stage is not (PodStage.Initializing or PodStage.Running))
        {
            return;
        }

        _outdated |= _scope.Tokens.RenewAt <= _services.Clock.GetUtcNow();
        if (!_outdated || !_volumes.Ready)
        {
            return;
        }

        _outdated = false;
        try
        {
            var (view, contents) = await ReadConfigurationAsync(cancellationToken);
            Warn(_services.Volumes.Refresh(view, contents, _services.Clock.GetUtcNow()));
        }
        catch (EngineException e)
        {
            Note(e);
            _outdated = true;
        }
    }

    // A token is replaced before it ends, whatever else there is to do; what is over needs none, and volumes that are not there yet are made in their own time.
    private DateTimeOffset? Earliest(DateTimeOffset? wakeAt, PodStage stage) =>
        _volumes.Ready && stage is (PodStage.Initializing or PodStage.Running) && _scope.Tokens.RenewAt is { } renewal && !(wakeAt < renewal) ? renewal : wakeAt;

    // ConfigMaps or Secrets have changed: what waits for one need not wait longer.
    private void Reconfigured()
    {
        _outdated |= _scope.Pod.Spec.Volumes.Any(volume => volume.IsConfiguration);
        if (_volumes.Setback is { } setback)
        {
            _volumes = _volumes with { Setback = setback with { At = DateTimeOffset.MinValue } };
        }

        foreach (var slot in _slots.Containers)
        {
            slot.Reconfigured();
        }
    }

    private async Task<(DownwardView View, ConfigContents Contents)> ReadConfigurationAsync(CancellationToken cancellationToken)
    {
        var named = await _scope.Configuration.ReadAsync(ConfigReferences.OfVolumes(_scope.Pod), cancellationToken);
        var contents = named with { Tokens = await _scope.Tokens.ReadAsync(_scope.Pod, ConfigReferences.TokensOfVolumes(_scope.Pod.Spec), cancellationToken) };
        return (await _scope.DescribeAsync(VolumeFiles.AskForResources(_scope.Pod.Spec), cancellationToken), contents);
    }

    private void Warn(IReadOnlyList<string> faults)
    {
        foreach (var fault in faults)
        {
            _services.Events.Warning(_scope.Pod, FailedMount, fault);
        }
    }
}
