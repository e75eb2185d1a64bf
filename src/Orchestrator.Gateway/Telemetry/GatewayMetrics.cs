using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Orchestrator.Gateway.Telemetry;

/// <summary>What the gateway measures of itself.</summary>
internal sealed class GatewayMetrics : IDisposable
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string SourceName = "Orchestrator.Gateway";

    /// <summary>Activities of requests.</summary>
    public static readonly ActivitySource Activities = new(SourceName);

    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly UpDownCounter<long> _watches;

    public GatewayMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(SourceName);
        _duration = _meter.CreateHistogram<double>(
            "orchestrator.gateway.request.duration", "s", "How long requests took; watches and logs for as long as they lasted.");
        _watches = _meter.CreateUpDownCounter<long>("orchestrator.gateway.watches", "{watch}", "How many watches there are.");
    }

    /// <summary>Counts a watch until the result is disposed.</summary>
    public IDisposable CountWatch(string resource) => new Watch(_watches, resource);

    /// <summary>Records a request that has ended.</summary>
    public void Record(TimeSpan duration, string verb, string resource, int code) => _duration.Record(
        duration.TotalSeconds,
        new KeyValuePair<string, object?>("verb", verb),
        new KeyValuePair<string, object?>("resource", resource),
        new KeyValuePair<string, object?>("code", code));

    public void Dispose() => _meter.Dispose();

    private sealed class Watch : IDisposable
    {
        private readonly UpDownCounter<long> _watches;
        private readonly KeyValuePair<string, object?> _resource;

        public Watch(UpDownCounter<long> watches, string resource)
        {
            _watches = watches;
            _resource = new("resource", resource);
            _watches.Add(1, _resource);
        }

        public void Dispose() => _watches.Add(-1, _resource);
    }
}
