using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Orchestrator.Benchmarks.Agent;

/// <summary>Reads the agent's own instruments: how late probes of one mechanism are, in milliseconds, and how they end.</summary>
internal sealed class ProbeMeter : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly string _mechanism;
    private ConcurrentQueue<double> _late = new();
    private long _failures;

    /// <summary>Listens to the probes of a mechanism: <c>http</c> or <c>exec</c>.</summary>
    public ProbeMeter(string mechanism)
    {
        _mechanism = mechanism;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is "orchestrator.agent.probe.lateness" or "orchestrator.agent.probe.runs")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => TakeLateness(seconds, tags));
        _listener.SetMeasurementEventCallback<long>((_, _, tags, _) => TakeRun(tags));
        _listener.Start();
    }

    /// <summary>What has come since the last time.</summary>
    public (IReadOnlyList<double> LateMilliseconds, long Failures) Take() => ([.. Interlocked.Exchange(ref _late, new())], Interlocked.Exchange(ref _failures, 0));

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void TakeLateness(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Is(tags, "mechanism", _mechanism))
        {
            _late.Enqueue(seconds * 1000);
        }
    }

    private void TakeRun(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Is(tags, "mechanism", _mechanism) && !Is(tags, "outcome", "success"))
        {
            Interlocked.Increment(ref _failures);
        }
    }

    private static bool Is(ReadOnlySpan<KeyValuePair<string, object?>> tags, string key, string value)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == key)
            {
                return (string?)tag.Value == value;
            }
        }

        return false;
    }
}
