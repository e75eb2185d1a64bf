using Orchestrator.Agent.Probes;
using Orchestrator.Planning.Probes;

namespace Orchestrator.Agent.Tests.Probes;

/// <summary>What a watch has said.</summary>
internal sealed class HeardProbes : IProbeListener
{
    private readonly Lock _lock = new();
    private readonly List<ProbeVerdict> _verdicts = [];
    private readonly List<string> _events = [];

    public IReadOnlyList<ProbeVerdict> Verdicts
    {
        get
        {
            lock (_lock)
            {
                return [.. _verdicts];
            }
        }
    }

    /// <summary>The events, each as <c>Reason: message</c>.</summary>
    public IReadOnlyList<string> Events
    {
        get
        {
            lock (_lock)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>How often anything was said.</summary>
    public int Count => Verdicts.Count + Events.Count;

    public void Changed(ProbeVerdict verdict)
    {
        lock (_lock)
        {
            _verdicts.Add(verdict);
        }
    }

    public void Happened(ProbeEvent probeEvent)
    {
        lock (_lock)
        {
            _events.Add($"{probeEvent.Reason}: {probeEvent.Message}");
        }
    }
}
