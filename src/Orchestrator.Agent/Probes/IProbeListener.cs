using Orchestrator.Planning.Probes;

namespace Orchestrator.Agent.Probes;

/// <summary>
/// Hears of one run's probes. Calls come one at a time, in order, and none after the watch is disposed. While one lasts the watch can't be disposed by another thread,
/// so it should only take note.
/// </summary>
public interface IProbeListener
{
    /// <summary>The verdict is another one.</summary>
    void Changed(ProbeVerdict verdict);

    /// <summary>A probe failed, could not be carried out, or has something to note.</summary>
    void Happened(ProbeEvent probeEvent);
}
