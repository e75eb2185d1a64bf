using System.Diagnostics;
using System.Globalization;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.Planning.Scheduling.Placing;

namespace Orchestrator.Benchmarks.Scheduling;

/// <summary>A cluster of 10,000 nodes with 1,000,000 pods: what it takes in memory, and how long one pod more waits for its node.</summary>
internal static class Million
{
    private const int Nodes = 10_000;
    private const int Pods = 1_000_000;
    private const int Templates = 10_000;
    private const int More = 2_000;

    /// <summary>Its figures, from one run.</summary>
    public static IEnumerable<IMeasurement> Measurements()
    {
        var run = new Derived<(double Bytes, List<double> Milliseconds)>.Run(_ => Task.FromResult(Measure()));
        return
        [
            new Derived<(double Bytes, List<double> Milliseconds)>("scheduler.million-memory", run, result => new Figure
            {
                Name = "scheduler.million-memory",
                Value = result.Bytes / 1e9,
                Unit = "GB",
                Target = 2,
                Samples = new Dictionary<string, IReadOnlyList<double>> { ["bytes"] = [result.Bytes] },
                Notes = ["what the collector says is alive, with the pods' own texts"],
            }),
            new Derived<(double Bytes, List<double> Milliseconds)>("scheduler.million-one-more", run, result => new Figure
            {
                Name = "scheduler.million-one-more",
                Value = Percentile.Of(result.Milliseconds, 0.99),
                Unit = "ms",
                Target = 2,
                Samples = new Dictionary<string, IReadOnlyList<double>> { ["one_ms"] = result.Milliseconds },
                Notes = [string.Create(CultureInfo.InvariantCulture, $"p99 of {More}, each of a template of its own; median {Median.Of(result.Milliseconds):F3} ms, most {result.Milliseconds.Max():F3} ms")],
            }),
        ];
    }

    private static (double Bytes, List<double> Milliseconds) Measure()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var cluster = Fleet.Of(Nodes);
        var profiles = Enumerable.Range(0, Templates).Select(number => Fleet.Profile(string.Create(CultureInfo.InvariantCulture, $"app-{number}"))).ToArray();
        for (var number = 0; number < Pods; number++)
        {
            cluster.Bind(Fleet.Pod(number, profiles[number % Templates]), string.Create(CultureInfo.InvariantCulture, $"node-{number % Nodes:D5}"));
        }

        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        var scheduler = Fleet.Scheduler(cluster);
        var samples = new List<double>(More);
        for (var number = 0; number < More; number++)
        {
            var pod = Fleet.Pod(Pods + number, Fleet.Profile(string.Create(CultureInfo.InvariantCulture, $"more-{number}")));
            var started = Stopwatch.GetTimestamp();
            var decision = scheduler.Schedule([pod], new SchedulingContext()).Decisions[0];
            samples.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (decision.NodeName is null)
            {
                throw new MeasurementException($"The pod found no node: {decision.Explanation!.Text}");
            }
        }

        GC.KeepAlive(cluster);
        return (bytes, samples);
    }
}
