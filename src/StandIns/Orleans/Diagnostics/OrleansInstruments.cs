using System.Diagnostics;
using System.Diagnostics.Metrics;
using Orleans.Messaging;

namespace Orleans.Diagnostics;

/// <summary>What is measured and traced, under the names that Orleans uses.</summary>
internal sealed class OrleansInstruments
{
    /// <summary>The source of activities that surround the application's grain methods.</summary>
    public static readonly ActivitySource Application = new("Microsoft.Orleans.Application");

    private readonly Meter _meter;
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _timedOut;
    private readonly Counter<long> _created;

    public OrleansInstruments(IMeterFactory meters)
    {
        _meter = meters.Create("Microsoft.Orleans");
        _latency = _meter.CreateHistogram<double>("orleans-app-requests-latency", "ms", "Time from a call to its answer.");
        _timedOut = _meter.CreateCounter<long>("orleans-app-requests-timedout", null, "Calls that got no answer in time.");
        _created = _meter.CreateCounter<long>("orleans-catalog-activation-created", null, "Activations made.");
    }

    public void ObserveActivations(Func<int> count) =>
        _meter.CreateObservableGauge("orleans-catalog-activations", count, null, "Activations now.");

    public void ActivationCreated() => _created.Add(1);

    public void RequestTimedOut() => _timedOut.Add(1);

    public void RequestEnded(TimeSpan elapsed, GrainMethod method, Exception? exception)
    {
        if (_latency.Enabled)
        {
            _latency.Record(
                elapsed.TotalMilliseconds,
                new KeyValuePair<string, object?>("method", method.Name),
                new KeyValuePair<string, object?>("outcome", exception is null ? "success" : exception.GetType().Name));
        }
    }
}
