using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using static Orchestrator.Planning.Tests.Scheduling.ClusterSamples;

namespace Orchestrator.Planning.Tests.Scheduling.Scores;

/// <summary>Each score by itself, with values worked out by hand from Kubernetes' documented formulas.</summary>
public sealed class ScoreTests
{
    private static readonly ScoreWeights None = new() { Taints = 0, NodeAffinity = 0, Spread = 0, PodAffinity = 0, Allocation = 0, Balance = 0, Images = 0 };
    private static readonly SchedulingSettings Allocation = new() { Weights = None with { Allocation = 1 } };

    // 100 - (100 + 300) / 10 = 60 of the CPU, 100 - (200 + 0) / 10 = 80 of the memory: 70. With more than there is: 0 and 80, 40.
    [Theory]
    [InlineData(300, 0, 70)]
    [InlineData(1, 1, 84)]
    [InlineData(900, 0, 40)]
    public void Least_allocated_is_the_mean_of_the_free_shares(long cpu, long memory, long score) =>
        Assert.Equal([score], Scores(ClusterOf(Machine("a")).With("a", Pod("old", Profile(100, 200))), Profile(cpu, memory), Allocation));

    // 40 and 20: 30.
    [Fact]
    public void Most_allocated_is_the_mean_of_the_taken_shares() =>
        Assert.Equal([30L], Scores(Half(), Profile(300), Allocation with { Strategy = ScoringStrategy.MostAllocated }));

    // At 40 % the curve (0, 10), (50, 4), (100, 0) is at 100 + (40 - 100) * 40 / 50 = 52, at 20 % at 76: 64.
    [Fact]
    public void Ratio_is_read_off_the_curve() =>
        Assert.Equal([64L], Scores(Half(), Profile(300), Ratio(new UtilizationPoint(0, 10), new UtilizationPoint(50, 4), new UtilizationPoint(100, 0))));

    // 40 % is worth 40, and 0 % of the memory nothing, which does not count.
    [Fact]
    public void Ratio_what_is_worth_nothing_does_not_count() =>
        Assert.Equal([40L], Scores(ClusterOf(Machine("a")), Profile(400), Ratio(new UtilizationPoint(0, 0), new UtilizationPoint(100, 10))));

    // The CPU, at 60 % free, counts thrice as much as the GPU, of which nothing is left: 45. Who asks for no GPU is scored by the CPU alone.
    [Fact]
    public void Resources_count_by_their_weights_and_rare_ones_for_those_who_ask()
    {
        var settings = Allocation with { Resources = [new ScoredResource("cpu", 3), new ScoredResource("nvidia.com/gpu", 1)] };
        var cluster = ClusterOf(Machine("a") with { Allocatable = Machine("a").Allocatable.Add("nvidia.com/gpu", 2) });

        Assert.Equal([45L], Scores(cluster, Profile() with { ScoredMilliCpu = 400, Requests = Amounts(("cpu", 400), ("nvidia.com/gpu", 2)) }, settings));
        Assert.Equal([60L], Scores(cluster, Profile(400), settings));
    }

    // Pods without requests are taken for 100 thousandths and 200 MiB a container: here 100 of 1000, and all of the memory.
    [Fact]
    public void Pods_without_requests_count_as_if_they_had_some() =>
        Assert.Equal([45L], Scores(ClusterOf(Machine("a")), Profile() with { ScoredMilliCpu = 100, ScoredMemoryBytes = 200L << 20 }, Allocation));

    // |0.4 - 0.2| / 2 = 0.1: 90. Even at 0.3: 100.
    [Theory]
    [InlineData(300, 0, 90)]
    [InlineData(200, 100, 100)]
    [InlineData(5000, 0, 60)]
    public void Balance_is_how_even_the_shares_are(long cpu, long memory, long score) =>
        Assert.Equal([score], Scores(Half(), Profile(cpu, memory), new SchedulingSettings { Weights = None with { Balance = 1 } }));

    [Fact]
    public void Balance_says_nothing_of_pods_that_ask_for_nothing() =>
        Assert.Equal([0L], Scores(Half(), Profile() with { ScoredMilliCpu = 100 }, new SchedulingSettings { Weights = None with { Balance = 1 } }));

    // Sums 30 + 10, 10 and 0 by the largest: 100, 25, 0.
    [Fact]
    public void Node_affinity_is_the_sum_of_weights_by_the_largest()
    {
        PreferredSchedulingTerm Likes(int weight, string key) =>
            new() { Weight = weight, Preference = new NodeSelectorTerm { MatchExpressions = [new NodeSelectorRequirement { Key = key, Operator = "Exists" }] } };
        var cluster = ClusterOf(
            Machine("a") with { Labels = StringMap.Of(("ssd", ""), ("fast", "")) }, Machine("b") with { Labels = StringMap.Of(("fast", "")) }, Machine("c"));
        var profile = Profile() with { Affinity = new Affinity { NodeAffinity = new NodeAffinity { Preferred = [Likes(30, "ssd"), Likes(10, "fast"), new PreferredSchedulingTerm { Weight = 90 }] } } };

        Assert.Equal([100L, 25L, 0L], Scores(cluster, profile, new SchedulingSettings { Weights = None with { NodeAffinity = 1 } }));
    }

    // 0, 1 and 2 that are not tolerated, by the largest: 100, 50, 0.
    [Fact]
    public void Taints_the_fewer_the_better()
    {
        static ClusterNode Tainted(string name, params ReadOnlySpan<string> keys)
        {
            var taints = ImmutableArray.CreateBuilder<Taint>();
            foreach (var key in keys)
            {
                taints.Add(new Taint { Key = key, Effect = TaintEffect.PreferNoSchedule });
            }

            return Machine(name) with { Taints = taints.ToImmutable() };
        }

        var cluster = ClusterOf(Tainted("a", "spot"), Tainted("b", "spot", "slow"), Tainted("c", "slow", "far"));
        var profile = Profile() with { Tolerations = [new Toleration { Key = "spot", Operator = "Exists" }] };

        Assert.Equal([100L, 50L, 0L], Scores(cluster, profile, new SchedulingSettings { Weights = None with { Taints = 1 } }));
    }

    // Of zone x two pods at weight 10, of zone y one, of b's host one that is not wanted at 15: 20 - 0, 20 - 15, 10. Between 5 and 20: 100, 0, 33.
    [Fact]
    public void Pod_affinity_is_where_a_node_stands_between_least_and_most()
    {
        var cluster = ClusterOf(Machine("a", zone: "x"), Machine("b", zone: "x"), Machine("c", zone: "y"))
            .With("a", Pod("1", Profile(app: "db"))).With("b", Pod("2", Profile(app: "db")), Pod("3", Profile(app: "noisy"))).With("c", Pod("4", Profile(app: "db")));
        var profile = Profile() with
        {
            Affinity = new Affinity
            {
                PodAffinity = new PodAffinity { Preferred = [new WeightedPodAffinityTerm { Weight = 10, PodAffinityTerm = Term("db", Zone) }] },
                PodAntiAffinity = new PodAntiAffinity { Preferred = [new WeightedPodAffinityTerm { Weight = 15, PodAffinityTerm = Term("noisy", Host) }] },
            },
        };

        Assert.Equal([100L, 0L, 33L], Scores(cluster, profile, new SchedulingSettings { Weights = None with { PodAffinity = 1 } }));
    }

    // One on a must be near such pods, which counts 1; one on b would rather, by 4; one on c would rather not, by 4: 1, 4, -4. Between -4 and 4: 62, 100, 0.
    [Fact]
    public void Pod_affinity_of_pods_that_are_there_counts_too()
    {
        var liking = new WeightedPodAffinityTerm { Weight = 4, PodAffinityTerm = Term("web", Host) };
        var cluster = ClusterOf(Machine("a"), Machine("b"), Machine("c"))
            .With("a", Pod("1", Profile(app: "x").Near(Term("web", Host))))
            .With("b", Pod("2", Profile(app: "y") with { Affinity = new Affinity { PodAffinity = new PodAffinity { Preferred = [liking] } } }))
            .With("c", Pod("3", Profile(app: "z") with { Affinity = new Affinity { PodAntiAffinity = new PodAntiAffinity { Preferred = [liking] } } }));

        Assert.Equal([62L, 100L, 0L], Scores(cluster, Profile(app: "web"), new SchedulingSettings { Weights = None with { PodAffinity = 1 } }));
    }

    // Two zones weigh log(4) = 1.386: a and b have 3 pods, 4.159 + 1 = 5; c has none, 1. 100 * (5 + 1 - 5) / 5 = 20, and 100.
    [Fact]
    public void Spread_fewer_pods_in_the_part_is_better()
    {
        var cluster = ClusterOf(Machine("a", zone: "x"), Machine("b", zone: "x"), Machine("c", zone: "y"), Machine("d"))
            .With("a", Pod("1", Profile()), Pod("2", Profile())).With("b", Pod("3", Profile()));
        var profile = Profile() with { TopologySpreadConstraints = [Spread(Zone, 2, SpreadPolicy.ScheduleAnyway)] };

        Assert.Equal([20L, 20L, 100L, 0L], Scores(cluster, profile, new SchedulingSettings { Weights = None with { Spread = 1 } }));
    }

    // Nothing is there yet: all are as good.
    [Fact]
    public void Spread_without_pods_all_are_best() => Assert.Equal(
        [100L, 100L],
        Scores(ClusterOf(Machine("a"), Machine("b")), Profile() with { TopologySpreadConstraints = [Spread(Host, 1, SpreadPolicy.ScheduleAnyway)] }, new SchedulingSettings { Weights = None with { Spread = 1 } }));

    // 500 MiB on two of four nodes count 250: (250 - 23) / (1000 - 23) = 23 %. 90 MiB on one of four count 22, which is too little to matter.
    [Fact]
    public void Images_count_by_size_and_by_how_many_nodes_have_them()
    {
        static ClusterNode Having(string name, params ReadOnlySpan<(string Image, long Mebibytes)> images)
        {
            var builder = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
            foreach (var (image, mebibytes) in images)
            {
                builder[image] = mebibytes << 20;
            }

            return Machine(name) with { Images = builder.ToImmutable() };
        }

        var cluster = ClusterOf(Having("a", ("docker.io/library/web:latest", 500)), Having("b", ("docker.io/library/web:latest", 500)), Having("c", ("example.com/small:1", 90)), Having("d"));
        var settings = new SchedulingSettings { Weights = None with { Images = 1 } };

        Assert.Equal([23L, 23L, 0L, 0L], Scores(cluster, Profile() with { Images = ["web"] }, settings));
        Assert.Equal([23L, 23L, 0L, 0L], Scores(cluster, Profile() with { Images = ["docker.io/web:latest"] }, settings));
        Assert.Equal([0L, 0L, 0L, 0L], Scores(cluster, Profile() with { Images = ["example.com/small:1"] }, settings));
    }

    // a: 70 + 90; b: taint costs it 300 less.
    [Fact]
    public void Weights_are_those_of_Kubernetes()
    {
        var cluster = ClusterOf(Machine("a"), Machine("b") with { Taints = [new Taint { Key = "spot", Effect = TaintEffect.PreferNoSchedule }] }).With("a", Pod("old", Profile(100, 200)));

        Assert.Equal([300L + 70 + 90, 0L + 85 + 85], Scores(cluster, Profile(300), new SchedulingSettings()));
    }

    [Fact]
    public void Equals_are_chosen_by_the_seed_and_each_gets_its_turn()
    {
        var cluster = ClusterOf(Machine("a"), Machine("b"), Machine("c"));

        var chosen = Enumerable.Range(0, 60).Select(seed => cluster.Place(Pod("new", Profile()), new SchedulingSettings { Seed = (ulong)seed }).NodeName!).ToList();

        Assert.All(chosen.CountBy(name => name), count => Assert.InRange(count.Value, 8, 32));
        Assert.Equal(3, chosen.Distinct().Count());
    }

    private static SchedulingSettings Ratio(params ImmutableArray<UtilizationPoint> shape) => Allocation with { Strategy = ScoringStrategy.RequestedToCapacityRatio, Shape = shape };

    private static Cluster Half() => ClusterOf(Machine("a")).With("a", Pod("old", Profile(100, 200)));

    private static long[] Scores(Cluster cluster, PodProfile profile, SchedulingSettings settings) =>
        [.. new Planning.Scheduling.Placing.Scheduler(cluster, settings).Scores(Pod("new", profile)).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value)];
}
