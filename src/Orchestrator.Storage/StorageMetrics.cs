using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Orchestrator.Storage.Counting;

namespace Orchestrator.Storage;

/// <summary>The room's meter and activity source, both named <see cref="SourceName"/>.</summary>
public sealed class StorageMetrics : IDisposable
{
    /// <summary>The name to subscribe to.</summary>
    public const string SourceName = "Orchestrator.Storage";

    internal static readonly ActivitySource Activities = new(SourceName);

    private readonly Meter _meter;
    private double _stallSeconds;

    /// <summary>Creates the instruments.</summary>
    public StorageMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(SourceName);
        ListDuration = _meter.CreateHistogram<double>("orchestrator.storage.list.duration", "s", "Time from the call of a list to its answer.");
        StaleLists = _meter.CreateCounter<long>("orchestrator.storage.list.stale", "{list}", "Lists that answered with an older state because of a stall.");
        Watchers = _meter.CreateUpDownCounter<long>("orchestrator.storage.watch.active", "{watch}", "Watches that are open.");
        Changes = _meter.CreateCounter<long>("orchestrator.storage.watch.changes", "{change}", "Changes that the poller read.");
        SlowWatchers = _meter.CreateCounter<long>("orchestrator.storage.watch.slow", "{watch}", "Watches that ended because their reader was too slow.");
        PollFailures = _meter.CreateCounter<long>("orchestrator.storage.watch.poll.failures", "{poll}", "Polls that PostgreSQL did not answer.");
        EventsWritten = _meter.CreateCounter<long>("orchestrator.storage.events.written", "{event}", "Events that were recorded.");
        EventsDropped = _meter.CreateCounter<long>("orchestrator.storage.events.dropped", "{event}", "Events that could not be recorded.");
        Pruned = _meter.CreateCounter<long>("orchestrator.storage.pruned", "{row}", "Changes and Events that were removed because of their age.");
        _meter.CreateObservableGauge(
            "orchestrator.storage.watch.stall", () => Volatile.Read(ref _stallSeconds), "s", "How long a running transaction has been delaying watches.");
    }

    internal Histogram<double> ListDuration { get; }

    internal Counter<long> StaleLists { get; }

    internal UpDownCounter<long> Watchers { get; }

    internal Counter<long> Changes { get; }

    internal Counter<long> SlowWatchers { get; }

    internal Counter<long> PollFailures { get; }

    internal Counter<long> EventsWritten { get; }

    internal Counter<long> EventsDropped { get; }

    internal Counter<long> Pruned { get; }

    /// <summary>Measures what a cluster holds, as far as this process counts it.</summary>
    internal void Observe(Func<ClusterCounts?> counts)
    {
        _meter.CreateObservableGauge("orchestrator.cluster.pods", () => Measured(counts()?.PodsByPhase, "phase"), "{pod}", "Pods of the cluster, by phase; from one silo.");
        _meter.CreateObservableGauge(
            "orchestrator.cluster.nodes", () => Measured(counts()?.NodesByReadiness, "ready"), "{node}", "Nodes of the cluster, by the status of their condition Ready; from one silo.");
    }

    private static IEnumerable<Measurement<long>> Measured(ImmutableSortedDictionary<string, long>? counts, string attribute) =>
        (counts ?? ImmutableSortedDictionary<string, long>.Empty).Select(count => new Measurement<long>(count.Value, new KeyValuePair<string, object?>(attribute, count.Key)));

    internal void SetStall(TimeSpan stalled) => Volatile.Write(ref _stallSeconds, stalled.TotalSeconds);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
