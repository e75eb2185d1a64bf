using System.Globalization;
using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;
using static Orchestrator.Planning.Tests.Scheduling.ClusterSamples;

namespace Orchestrator.Planning.Tests.Scheduling.Placing;

public sealed class SamplingTests
{
    [Theory]
    [InlineData(99, 0, 99)]
    [InlineData(100, 0, 100)]
    [InlineData(1000, 0, 420)]
    [InlineData(5000, 0, 500)]
    [InlineData(10000, 0, 500)]
    [InlineData(1000, 30, 300)]
    [InlineData(150, 10, 100)]
    [InlineData(1000, 100, 1000)]
    public void Enough_is_as_many_nodes_as_Kubernetes_looks_at(int nodes, int percentage, int enough) => Assert.Equal(enough, Looked(nodes, percentage));

    // Nodes of one zone came together, as they do; the load differs from node to node and from zone to zone.
    [Fact]
    public void Sampling_costs_less_than_a_hundredth_of_the_score_of_looking_at_all()
    {
        const int nodes = 2000;
        var (sampled, all) = (0L, 0L);
        for (var seed = 0; seed < 300; seed++)
        {
            var cluster = seed % 100 == 0 ? Loaded(nodes, seed) : _last!;
            _last = cluster;
            var pod = Pod($"new-{seed}", Profile(100, 100));
            var scores = new Scheduler(cluster, new SchedulingSettings()).Scores(pod);
            sampled += scores[cluster.Place(pod, new SchedulingSettings { Seed = (ulong)seed }).NodeName!];
            all += scores[cluster.Place(pod, new SchedulingSettings { Seed = (ulong)seed, PercentageOfNodesToScore = 100 }).NodeName!];
        }

        Assert.InRange(sampled / (double)all, 0.99, 1.0);
    }

    private Cluster? _last;

    private static Cluster Loaded(int nodes, int seed)
    {
        var random = new Random(seed);
        var cluster = new Cluster();
        for (var number = 0; number < nodes; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"n{number}");
            cluster.SetNode(Machine(name, cpu: 10_000, memory: 10_000, zone: string.Create(CultureInfo.InvariantCulture, $"z{number * 3 / nodes}")));
            cluster.Bind(Pod($"old-{number}", Profile(1000 + random.Next(6000), 1000 + random.Next(6000))), name);
        }

        return cluster;
    }

    private static int Looked(int nodes, int percentage) => Scheduler.NodesToScore(nodes, percentage);
}
