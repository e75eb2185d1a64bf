using System.Diagnostics;
using System.Globalization;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Benchmarks.Scheduling;

/// <summary>How many gangs of 64 pods with one GPU each are placed a second, on 1,000 nodes with 8 each; each is released after it is placed.</summary>
internal sealed class GangThroughput : IMeasurement
{
    private const int Nodes = 1_000;
    private const int Gpus = 8;
    private const int Size = 64;
    private const int Gangs = 400;

    /// <inheritdoc/>
    public string Name => "scheduler.gangs";

    /// <inheritdoc/>
    public Task<Figure> MeasureAsync(CancellationToken cancellationToken)
    {
        Run();
        var rates = new List<double> { Run(), Run(), Run() };
        return Task.FromResult(new Figure
        {
            Name = Name,
            Value = Median.Of(rates),
            Unit = "gangs/s",
            Target = 200,
            MoreIsBetter = true,
            Samples = new Dictionary<string, IReadOnlyList<double>> { ["gangs_per_second"] = rates },
        });
    }

    private static double Run()
    {
        var cluster = Fleet.Of(Nodes, gpus: Gpus);
        var scheduler = Fleet.Scheduler(cluster);
        var gangs = Enumerable.Range(0, Gangs).Select(Members).ToList();
        GC.Collect();
        var watch = Stopwatch.StartNew();
        foreach (var members in gangs)
        {
            var context = new SchedulingContext { Gangs = [new Gang { Namespace = "default", Name = members[0].Gang!, MinMember = Size }] };
            var result = scheduler.Schedule(members, context);
            if (result.Decisions.Any(decision => decision.NodeName is null))
            {
                throw new MeasurementException($"{members[0].Gang} was not placed: {result.Decisions.First(decision => decision.NodeName is null).Explanation!.Text}");
            }

            members.ForEach(member => cluster.Unbind(member.Uid));
        }

        return Gangs / watch.Elapsed.TotalSeconds;
    }

    private static List<ClusterPod> Members(int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"gang-{number}");
        var profile = Fleet.Profile(name) with { Requests = Fleet.Amounts(("cpu", 1_000), ("memory", 1L << 30), ("nvidia.com/gpu", 1)) };
        return [.. Enumerable.Range(0, Size).Select(member => Fleet.Pod((number * Size) + member, profile, gang: name))];
    }
}
