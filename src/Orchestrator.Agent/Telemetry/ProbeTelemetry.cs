using System.Diagnostics.Metrics;

namespace Orchestrator.Agent.Telemetry;

/// <summary>What is measured of probes. Attributes are the kind of a probe, its mechanism and its outcome, and nothing of the container.</summary>
internal static class ProbeTelemetry
{
    /// <summary>Probes that have run, by kind, mechanism and outcome.</summary>
    public static readonly Counter<long> Runs =
        AgentTelemetry.Meter.CreateCounter<long>("orchestrator.agent.probe.runs", "{probe}", "Probes that have run, by kind, mechanism and outcome.");

    /// <summary>From the time at which a probe was due to the moment at which it was sent.</summary>
    public static readonly Histogram<double> Lateness =
        AgentTelemetry.Meter.CreateHistogram<double>("orchestrator.agent.probe.lateness", "s", "From the time at which a probe was due to the moment at which it began.");
}
