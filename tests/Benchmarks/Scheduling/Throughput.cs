using System.Diagnostics;
using System.Globalization;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.Planning.Scheduling.Placing;

namespace Orchestrator.Benchmarks.Scheduling;

/// <summary>How many pods a second a scheduler decides on, batch after batch, in one thread.</summary>
/// <param name="name">The figure's name.</param>
/// <param name="target">Pods a second.</param>
/// <param name="workload">Makes the cluster and the pods, which is not measured.</param>
internal sealed class Throughput(string name, double target, Func<Workload> workload) : IMeasurement
{
    private const int BatchSize = 500;
    private const int Rounds = 3;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Task<Figure> MeasureAsync(CancellationToken cancellationToken)
    {
        var (wall, processor) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (rate, share) = Run(workload());

            // The first round is for the compiler.
            if (round > 0)
            {
                wall.Add(rate);
                processor.Add(share);
            }
        }

        return Task.FromResult(new Figure
        {
            Name = name,
            Value = Median.Of(wall),
            Unit = "pods/s",
            Target = target,
            MoreIsBetter = true,
            Samples = new Dictionary<string, IReadOnlyList<double>> { ["pods_per_second"] = wall, ["processors"] = processor },
            Notes = [string.Create(CultureInfo.InvariantCulture, $"median of {Rounds}; this process had {Median.Of(processor):F2} of a processor meanwhile, and decided on {Median.Of([.. wall.Zip(processor, (rate, share) => rate / share)]):F0} pods in each second that it had")],
        });
    }

    private static (double Rate, double Processors) Run(Workload work)
    {
        GC.Collect();
        var scheduler = Fleet.Scheduler(work.Cluster);
        var before = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        foreach (var batch in work.Pods.Chunk(BatchSize))
        {
            var result = scheduler.Schedule(batch, new SchedulingContext());
            if (result.Decisions.FirstOrDefault(decision => !work.IsDone(decision)) is { } wrong)
            {
                throw new MeasurementException($"{wrong.Pod.Name} was not decided on as it should be: {wrong.Explanation?.Text}");
            }
        }

        watch.Stop();
        var processors = (Environment.CpuUsage.TotalTime - before) / watch.Elapsed;
        return (work.Pods.Count / watch.Elapsed.TotalSeconds, processors);
    }
}
