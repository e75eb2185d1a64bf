using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Orchestrator.Grains.Telemetry;

/// <summary>What the control plane measures. Attributes are few and bounded: a kind and an outcome, never a key.</summary>
internal static class GrainTelemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Orchestrator.Grains";

    /// <summary>One activity for each reconciliation.</summary>
    public static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Reconciliations =
        Meter.CreateHistogram<double>("orchestrator.reconcile.duration", "s", "Time of one reconciliation, by kind and outcome.");

    /// <summary>Pods that were offered to the scheduler, by whether they got a node.</summary>
    public static readonly Counter<long> Placements =
        Meter.CreateCounter<long>("orchestrator.scheduler.placements", "{pod}", "Answers of the scheduler, by outcome.");

    /// <summary>From the creation of a pod to the first time that it is ready.</summary>
    public static readonly Histogram<double> PodReady =
        Meter.CreateHistogram<double>("orchestrator.pod.ready.duration", "s", "From the creation of a pod to the first time that it is ready.");

    /// <summary>Counts a reconciliation.</summary>
    public static void Reconciled(string kind, string outcome, TimeSpan took) => Reconciliations.Record(
        took.TotalSeconds, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("outcome", outcome));
}
