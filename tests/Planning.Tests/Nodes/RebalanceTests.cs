using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Planning.Nodes;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Resources.Apps;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using static Orchestrator.Planning.Tests.Scheduling.SchedulingSamples;

namespace Orchestrator.Planning.Tests.Nodes;

public sealed class RebalanceTests
{
    [Theory]
    [InlineData(4, 0, 9, 9, 2)]
    [InlineData(4, 0, 1, 9, 1)]
    [InlineData(4, 0, 9, 1, 1)]
    [InlineData(4, 0, 0, 9, 0)]
    [InlineData(4, 0, -1, 9, 0)]
    [InlineData(2, 1, 9, 9, 0)]
    [InlineData(3, 1, 9, 9, 1)]
    [InlineData(1, 0, 9, 9, 0)]
    public void Plan_moves_until_nodes_are_one_apart_as_far_as_is_allowed(int onA, int onB, int spare, int most, int moves)
    {
        var plan = RebalancePlanner.Plan([Set(onA + onB, spare)], [Node("a", with: [.. Pods(0, onA)]), Node("b", with: [.. Pods(onA, onB)])], most);

        Assert.Equal(moves, plan.Length);
        Assert.All(plan, move => Assert.Equal(("a", "b"), (move.From, move.For)));
    }

    [Fact]
    public void Plan_moves_nothing_to_where_it_would_not_be_placed()
    {
        NodeView[] nodes =
        [
            Node("a", with: [.. Pods(0, 6)]),
            Node("cordoned") with { Unschedulable = true },
            Node("tainted") with { Taints = [new Taint { Key = "k", Effect = TaintEffect.NoSchedule }] },
            Node("disliked") with { Taints = [new Taint { Key = "k", Effect = TaintEffect.PreferNoSchedule }] },
            Node("full", pods: 0),
            Node("lost") with { Ready = false },
        ];

        Assert.Empty(RebalancePlanner.Plan([Set(6, 6)], nodes, 9));
    }

    [Fact]
    public void Plan_does_not_move_what_is_not_ready_and_counts_it_where_it_is()
    {
        var set = Set(4, 9) with { ReadyPods = [Demand("p0")] };

        Assert.Equal(["p0"], RebalancePlanner.Plan([set], [Node("a", with: [.. Pods(0, 4)]), Node("b")], 9).Select(move => move.Pod.Name));
    }

    [Fact]
    public void Plan_moves_nothing_against_what_the_pod_asks_for_itself()
    {
        var picky = new PodAffinityTerm { TopologyKey = "zone", LabelSelector = new LabelSelector { MatchLabels = StringMap.Of(("app", "web")) } };
        var wishes = Pods(0, 4).Select(pod => pod with
        {
            Labels = StringMap.Of(("app", "web")),
            Affinity = new Affinity { PodAntiAffinity = new PodAntiAffinity { Required = [picky] } },
        }).ToList();
        NodeView[] nodes =
        [
            Node("a", with: [.. wishes.Select(pod => pod.OnNode())]),
            Node("b", with: Demand("other") with { Labels = StringMap.Of(("app", "web")) }) with { Labels = StringMap.Of(("zone", "z")) },
        ];

        Assert.Empty(RebalancePlanner.Plan([Set(4, 9) with { ReadyPods = [.. wishes] }], nodes, 9));
    }

    [Theory]
    [InlineData(8, 8, 2)]
    [InlineData(8, 7, 1)]
    [InlineData(8, 2, -4)]
    [InlineData(3, 3, 0)]
    public void SpareOf_is_what_max_unavailable_leaves(int replicas, int available, int spare) => Assert.Equal(
        spare,
        RebalancePlanner.SpareOf(new Deployment { Spec = new DeploymentSpec { Replicas = replicas }, Status = new DeploymentStatus { AvailableReplicas = available } }));

    [Theory]
    [InlineData(1, true, 0, true)]
    [InlineData(1, false, 0, true)]
    [InlineData(0, true, 1, true)]
    [InlineData(0, true, 20, false)]
    [InlineData(0, false, 1, false)]
    public void Looks_go_on_while_something_moves_or_what_is_missing_may_hold_it_back(int spare, bool isShort, int looksInVain, bool again)
    {
        var set = Set(4, spare) with { IsShort = isShort };
        var moves = RebalancePlanner.Plan([set], [Node("a", with: [.. Pods(0, 4)]), Node("b")], 9);

        Assert.Equal(spare, moves.Length);
        Assert.Equal(again, RebalancePlanner.LooksAgain([set], moves, looksInVain));
    }

    [Theory]
    [InlineData(4, 3, true)]
    [InlineData(4, 4, false)]
    public void Deployment_is_short_while_replicas_are_not_available(int replicas, int available, bool isShort) => Assert.Equal(
        isShort,
        RebalancePlanner.IsShort(new Deployment { Spec = new DeploymentSpec { Replicas = replicas }, Status = new DeploymentStatus { AvailableReplicas = available } }));

    [Fact]
    public void Plans_followed_end_and_never_make_it_worse() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var nodes = Enumerable.Range(0, random.Next(2, 6)).Select(i => Node($"n{i}", pods: 30)).ToList();
        var count = random.Next(1, 25);
        foreach (var pod in Pods(0, count))
        {
            var at = random.Next(nodes.Count) * random.Next(2);
            nodes[at] = nodes[at] with { Pods = nodes[at].Pods.Add(pod) };
        }

        for (var looks = 0; ; looks++)
        {
            Assert.True(looks <= count, "it does not end");
            var before = Spread(nodes);
            var plan = RebalancePlanner.Plan([Set(count, 2)], nodes, 3);
            Assert.True(plan.Length <= 2);
            foreach (var move in plan)
            {
                nodes = [.. nodes.Select(node => node.Name == move.From ? node with { Pods = node.Pods.RemoveAll(pod => pod.Uid == move.Pod.Uid) } : node.Name == move.For ? node with { Pods = node.Pods.Add(move.Pod) } : node)];
            }

            Assert.True(Spread(nodes) <= before);
            if (plan.IsEmpty)
            {
                Assert.True(before <= 1);
                return;
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static int Spread(List<NodeView> nodes) => nodes.Max(node => node.Pods.Length) - nodes.Min(node => node.Pods.Length);

    private static IEnumerable<PodDemand> Pods(int first, int count) => Enumerable.Range(first, count).Select(i => Demand($"p{i}"));

    private static MovableSet Set(int pods, int spare) => new()
    {
        Uid = "set",
        Pods = [.. Pods(0, pods).Select(pod => pod.Uid)],
        ReadyPods = [.. Pods(0, pods)],
        Spare = spare,
    };
}
