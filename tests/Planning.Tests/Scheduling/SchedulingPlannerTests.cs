using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Core;
using static Orchestrator.Planning.Tests.Scheduling.SchedulingSamples;

namespace Orchestrator.Planning.Tests.Scheduling;

public sealed class SchedulingPlannerTests
{
    [Fact]
    public void Place_each_pod_takes_room_from_the_next() => Assert.Equal(
        ["a", "b", "-"],
        SchedulingPlanner.Place([Demand("1", 600), Demand("2", 600), Demand("3", 600)], [Node("b"), Node("a")]).Nodes().AsEnumerable());

    [Fact]
    public void Place_goes_to_the_emptiest_node_then_to_the_one_with_the_fewest_pods()
    {
        Assert.Equal("b", Assert.Single(SchedulingPlanner.Place([Demand("1", 100, 100)], [Node("a", with: Demand("x", 200)), Node("b", with: Demand("y", 100))]).Nodes()));
        Assert.Equal("b", Assert.Single(SchedulingPlanner.Place([Demand("1")], [Node("a", with: Demand("x")), Node("b")]).Nodes()));
    }

    [Fact]
    public void Place_pod_that_a_node_has_already_stays_there()
    {
        var full = Node("b", pods: 1, with: Demand("1", 900)) with { Unschedulable = true };

        Assert.Equal("b", Assert.Single(SchedulingPlanner.Place([Demand("1", 900)], [Node("a"), full]).Nodes()));
    }

    [Fact]
    public void Place_no_node_fits_counts_the_reasons()
    {
        NodeView[] nodes = [Node("a") with { Unschedulable = true }, Node("b"), Node("c")];

        var placement = Assert.Single(SchedulingPlanner.Place([Demand("1", 5000)], nodes));

        Assert.Null(placement.NodeName);
        Assert.Equal("0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu.", placement.Explanation);
    }

    [Fact]
    public void Place_no_nodes_says_so() =>
        Assert.Equal("no nodes available to schedule pods", Assert.Single(SchedulingPlanner.Place([Demand("1")], [])).Explanation);

    [Fact]
    public void Place_random_pods_and_nodes_never_overcommits_and_never_leaves_out_what_fits() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => TryPlace(new Random(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static void TryPlace(Random random)
    {
        NodeView[] nodes = [.. Enumerable.Range(0, random.Next(1, 6)).Select(index =>
            Node($"n{index}", random.Next(0, 4000), random.Next(0, 4000), random.Next(0, 12)) with { Ready = random.Next(5) > 0, Unschedulable = random.Next(5) == 0 })];
        PodDemand[] pods = [.. Enumerable.Range(0, random.Next(1, 40)).Select(index => random.Next(4) == 0
            ? Demand($"p{index}", random.Next(900), random.Next(900), new HostPort("TCP", random.Next(80, 84), ""))
            : Demand($"p{index}", random.Next(20) == 0 ? long.MaxValue : random.Next(900), random.Next(900)))];

        var placements = SchedulingPlanner.Place(pods, nodes);
        var again = SchedulingPlanner.Place(pods, [.. nodes.Reverse()]);

        Assert.Equal(placements.Nodes().AsEnumerable(), again.Nodes().AsEnumerable());
        Assert.Equal(pods.Select(pod => pod.Name), placements.Select(placement => placement.Pod.Name));
        foreach (var node in nodes)
        {
            var taken = placements.Where(placement => placement.NodeName == node.Name).Select(placement => placement.Pod).ToArray();
            Assert.True(taken.Length <= node.AllocatablePods);
            Assert.True(taken.Sum(pod => pod.MilliCpu) <= node.AllocatableMilliCpu);
            Assert.True(taken.Sum(pod => pod.MemoryBytes) <= node.AllocatableMemoryBytes);
            Assert.Distinct(taken.SelectMany(pod => pod.HostPorts));
            Assert.True(taken.Length == 0 || node is { Ready: true, Unschedulable: false });
            var full = node with { Pods = [.. taken] };
            Assert.All(placements.Where(placement => placement.NodeName is null), placement => Assert.NotEmpty(NodeFit.Check(placement.Pod, full)));
        }
    }

    [Fact]
    public void Place_prefers_a_fuller_node_to_one_with_a_taint_that_the_pod_dislikes()
    {
        var disliked = Node("a") with { Taints = [new Taint { Key = "slow", Effect = TaintEffect.PreferNoSchedule }] };
        var fuller = Node("b", with: Demand("old", 500, 500));

        Assert.Equal("b", SchedulingPlanner.Place([Demand("new", 100)], [disliked, fuller])[0].NodeName);
        Assert.Equal("a", SchedulingPlanner.Place([Demand("new", 100) with { Tolerations = [new Toleration { Operator = "Exists" }] }], [disliked, fuller])[0].NodeName);
        Assert.Equal("a", SchedulingPlanner.Place([Demand("new", 600)], [disliked, fuller])[0].NodeName);
    }
}
