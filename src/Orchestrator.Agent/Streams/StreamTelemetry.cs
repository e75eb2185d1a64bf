using System.Diagnostics.Metrics;
using Orchestrator.Agent.Telemetry;

namespace Orchestrator.Agent.Streams;

/// <summary>What the sessions of this machine measure.</summary>
internal sealed class StreamTelemetry : IDisposable
{
    private readonly Meter _meter = new(AgentTelemetry.Name);
    private readonly UpDownCounter<int> _open;

    public StreamTelemetry() =>
        _open = _meter.CreateUpDownCounter<int>("orchestrator.agent.streams", "{stream}", "Streams between somebody and a pod that are open, by kind.");

    public void Opened(string kind) => _open.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void Ended(string kind) => _open.Add(-1, new KeyValuePair<string, object?>("kind", kind));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
