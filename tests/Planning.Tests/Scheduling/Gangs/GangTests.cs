using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;
using static Orchestrator.Planning.Tests.Scheduling.ClusterSamples;

namespace Orchestrator.Planning.Tests.Scheduling.Gangs;

public sealed class GangTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Gang_that_fits_is_placed_whole()
    {
        var cluster = ClusterOf(Machine("a"), Machine("b"));

        var decisions = Schedule(cluster, [.. Members("train", 4, 500)], Of("train", 4)).Decisions;

        Assert.All(decisions, decision => Assert.NotNull(decision.NodeName));
        Assert.Equal(4, cluster.Pods);
    }

    [Fact]
    public void Gang_that_does_not_fit_takes_nothing_and_others_use_the_room()
    {
        var cluster = ClusterOf(Machine("a"), Machine("b"));
        ClusterPod[] pods = [.. Members("train", 5, 500), .. Members("other", 4, 500)];

        var decisions = Schedule(cluster, pods, Of("train", 5), Of("other", 4)).Decisions;

        Assert.All(decisions.Take(5), decision => Assert.Equal(
            "gang train: 4 of the 5 pods that it needs find a node, so none is placed; for the next: 0/2 nodes are available: 2 Insufficient cpu.", decision.Explanation!.Text));
        Assert.All(decisions.Skip(5), decision => Assert.NotNull(decision.NodeName));
        Assert.Equal(4, cluster.Pods);
    }

    [Fact]
    public void Gang_two_that_would_each_take_half_do_not_block_each_other()
    {
        var cluster = ClusterOf(Machine("a"), Machine("b"));
        var (one, two) = (Members("one", 3, 500).ToList(), Members("two", 3, 500).ToList());
        ClusterPod[] mixed = [one[0], two[0], one[1], two[1], one[2], two[2]];

        var decisions = Schedule(cluster, mixed, Of("one", 3), Of("two", 3)).Decisions;

        Assert.Equal(3, decisions.Count(decision => decision.NodeName is not null));
        Assert.Single(decisions.Where(decision => decision.NodeName is not null).Select(decision => decision.Pod.Gang).Distinct());
    }

    [Fact]
    public void Gang_that_is_not_all_there_waits()
    {
        var decisions = Schedule(ClusterOf(Machine("a")), [.. Members("train", 3, 1)], Of("train", 4)).Decisions;

        Assert.All(decisions, decision => Assert.Equal("gang train has 3 of the 4 pods that it needs. 0/1 nodes are available.", decision.Explanation!.Text));
    }

    [Fact]
    public void Gang_with_enough_on_nodes_takes_what_else_fits()
    {
        var cluster = ClusterOf(Machine("a"));

        var first = Schedule(cluster, [.. Members("train", 3, 400)], Of("train", 2)).Decisions;

        Assert.Equal(2, first.Count(decision => decision.NodeName is not null));
        cluster.SetNode(Machine("b"));
        Assert.NotNull(Schedule(cluster, [first.Single(decision => decision.NodeName is null).Pod], Of("train", 2)).Decisions[0].NodeName);
    }

    [Fact]
    public void Gang_some_of_which_have_done_their_work_misses_only_the_others()
    {
        var cluster = ClusterOf(Machine("a")).With("a", [.. Members("train", 1, 100)]);
        var replacement = Pod("train-new", Profile(100, app: "train")) with { Gang = "train" };

        Assert.Equal("gang train has 2 of the 4 pods that it needs. 0/1 nodes are available.", Schedule(cluster, [replacement], Of("train", 4)).Decisions[0].Explanation!.Text);
        Assert.Equal("gang train has 3 of the 4 pods that it needs. 0/1 nodes are available.", Schedule(cluster, [replacement], Of("train", 4) with { Succeeded = 1 }).Decisions[0].Explanation!.Text);
        Assert.Equal("a", Schedule(cluster, [replacement], Of("train", 4) with { Succeeded = 2 }).Decisions[0].NodeName);
    }

    [Fact]
    public void Gang_incomplete_by_those_alone_who_have_done_their_work_keeps_its_room()
    {
        var cluster = ClusterOf(Machine("a")).With("a", [.. Members("train", 1, 100)]);
        var gang = Of("train", 3) with { IncompleteFor = TimeSpan.FromHours(1), Timeout = TimeSpan.FromMinutes(1) };

        Assert.Empty(new Scheduler(cluster, new SchedulingSettings()).Plan([], new SchedulingContext { Gangs = [gang with { Succeeded = 2 }] }).Released);
    }

    [Fact]
    public void Gang_incomplete_for_too_long_gives_its_room_back()
    {
        var members = Members("train", 2, 100).ToArray();
        var cluster = ClusterOf(Machine("a")).With("a", members);
        var gang = Of("train", 3) with { Timeout = TimeSpan.FromMinutes(1) };

        Assert.Empty(After(null));
        Assert.Empty(After(TimeSpan.FromSeconds(59)));
        Assert.Equal(["uid-train-0", "uid-train-1"], After(TimeSpan.FromSeconds(60)));

        IEnumerable<string> After(TimeSpan? time) =>
            new Scheduler(cluster, new SchedulingSettings()).Plan([], new SchedulingContext { Gangs = [gang with { IncompleteFor = time }] }).Released;
    }

    [Fact]
    public void Gangs_by_chance_are_placed_all_or_none_and_never_beyond_what_there_is()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            ClusterNode[] nodes = [.. Enumerable.Range(0, random.Next(1, 5)).Select(number => Machine($"n{number}", cpu: random.Next(200, 1500)))];
            var cluster = ClusterOf(nodes);
            Gang[] gangs = [.. Enumerable.Range(0, random.Next(1, 5)).Select(number => Of($"g{number}", random.Next(1, 6)))];
            ClusterPod[] pods = [.. gangs.SelectMany(gang => Members(gang.Name, random.Next(1, 7), random.Next(50, 400)))];
            random.Shuffle(pods);

            var decisions = Schedule(cluster, pods, gangs).Decisions;

            foreach (var gang in gangs)
            {
                var placed = decisions.Count(decision => decision.Pod.Gang == gang.Name && decision.NodeName is not null);
                Assert.True(placed == 0 || placed >= gang.MinMember, $"seed {seed}: {gang.Name} has {placed} of {gang.MinMember}");
            }

            Assert.Equal(decisions.Count(decision => decision.NodeName is not null), cluster.Pods);
            Assert.All(nodes, node => Assert.True(
                decisions.Where(decision => decision.NodeName == node.Name).Sum(decision => decision.Pod.Profile.Requests["cpu"]) <= node.Allocatable["cpu"]));
        }
    }

    private static Gang Of(string name, int minMember) => new() { Namespace = "default", Name = name, MinMember = minMember };

    private static IEnumerable<ClusterPod> Members(string gang, int count, long cpu) =>
        Enumerable.Range(0, count).Select(number => Pod($"{gang}-{number}", Profile(cpu, app: gang)) with { Gang = gang });

    private static SchedulingResult Schedule(Cluster cluster, ClusterPod[] pods, params Gang[] gangs) =>
        new Scheduler(cluster, new SchedulingSettings()).Schedule(pods, new SchedulingContext { Gangs = [.. gangs] });
}
