using Orchestrator.Agent.Probes;
using Orchestrator.Planning.Probes;

namespace Orchestrator.Agent.Pods;

/// <summary>One run that is probed: keeps the newest verdict until the pod's worker takes it.</summary>
/// <param name="runId">The run.</param>
/// <param name="wake">Called when there is a verdict to take.</param>
/// <param name="tell">Told what is worth an Event.</param>
internal sealed class FollowedRun(string runId, Action wake, Action<ProbeEvent> tell) : IProbeListener, IDisposable
{
    private ProbeWatch? _watch;
    private ProbeVerdict? _verdict;

    /// <summary>The run.</summary>
    public string RunId { get; } = runId;

    /// <summary>Begins to listen.</summary>
    public void Begin(ProbeRunner probes, ProbeTarget target) => _watch = probes.Watch(target, this);

    /// <summary>The verdict that was not taken yet; null where there is none.</summary>
    public ProbeVerdict? TakeVerdict() => Interlocked.Exchange(ref _verdict, null);

    /// <summary>The pod is ending.</summary>
    public void End() => _watch?.End();

    /// <inheritdoc/>
    public void Changed(ProbeVerdict verdict)
    {
        Interlocked.Exchange(ref _verdict, verdict);
        wake();
    }

    /// <inheritdoc/>
    public void Happened(ProbeEvent probeEvent) => tell(probeEvent);

    /// <inheritdoc/>
    public void Dispose() => _watch?.Dispose();
}
