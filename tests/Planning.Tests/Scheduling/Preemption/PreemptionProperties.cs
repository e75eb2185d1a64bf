using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Preemption;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Planning.Tests.Scheduling.Placing;
using Orchestrator.Resources.Meta;
using static Orchestrator.Planning.Tests.Scheduling.ClusterSamples;

namespace Orchestrator.Planning.Tests.Scheduling.Preemption;

public sealed class PreemptionProperties
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Preempt_does_the_least_harm_that_makes_room_and_none_where_nothing_does() => Seeds.ForAll(600, seed =>
    {
        var (cluster, naive, budgets, pod) = Make(seed, out var nodes);

        var decision = new Scheduler(cluster, new SchedulingSettings()).Plan([pod], new SchedulingContext { Budgets = [.. budgets] }).Decisions[0];

        var takers = nodes.Where(node => naive.TakesNow(node, pod)).Select(node => node.Name).ToList();
        if (takers.Count > 0)
        {
            Assert.Contains(decision.NodeName, takers);
            return;
        }

        Assert.Null(decision.NodeName);
        var ways = nodes.Select(node => naive.On(node, pod)).OfType<NaiveHarm>().ToList();
        Assert.Equal(ways.Count == 0, decision.NominatedNodeName is null);
        if (ways.Count > 0)
        {
            var chosen = ways.Single(way => way.Node == decision.NominatedNodeName);
            Assert.Equal(ways.Min(way => way.Key), chosen.Key);
            Assert.Equal(chosen.Victims.Select(victim => victim.Uid), decision.Victims);
            Assert.Equal(chosen.Violating, decision.Violating.Length);
        }
    });

    [Fact]
    public void Preempt_pod_gets_its_node_when_those_have_gone_that_were_told_to() => Seeds.ForAll(200, seed =>
    {
        var (cluster, _, budgets, pod) = Make(seed, out _);
        var scheduler = new Scheduler(cluster, new SchedulingSettings());
        var context = new SchedulingContext { Budgets = [.. budgets] };
        if (scheduler.Schedule([pod], context).Decisions[0].NominatedNodeName is not { } nominated)
        {
            return;
        }

        foreach (var uid in cluster.PodsOn(nominated).Where(uid => cluster.Find(uid) is { Terminating: true } leaving && leaving.Priority < pod.Priority))
        {
            cluster.Unbind(uid);
        }

        Assert.Equal(nominated, scheduler.Schedule([pod], context).Decisions[0].NodeName);
    });

    private static (Cluster Cluster, NaivePreemption Naive, DisruptionBudget[] Budgets, ClusterPod Pod) Make(int seed, out List<ClusterNode> nodes)
    {
        var random = new Random(seed);
        var made = new RandomCluster(random);
        var (cluster, plain) = (new Cluster(), new NaiveCluster());
        for (var number = 0; number < 4; number++)
        {
            var node = made.Node(number);
            cluster.SetNode(node);
            plain.Nodes[node.Name] = node;
        }

        cluster.SetNamespace("one", StringMap.Of(("team", "a")));
        plain.SetNamespace("one", StringMap.Of(("team", "a")));
        var profiles = Enumerable.Range(0, 8).Select(_ => made.Profile()).ToList();
        for (var number = random.Next(4, 16); number > 0; number--)
        {
            var pod = made.Pod(profiles[random.Next(profiles.Count)], random.Next(4)) with { StartedAt = random.Next(4) == 0 ? null : Start.AddMinutes(random.Next(3)), Terminating = random.Next(6) == 0, Leaving = random.Next(6) == 0 };
            var node = RandomCluster.Name(random.Next(4));
            Assert.True(cluster.Bind(pod, node));
            plain.Pods.Add((pod, node));
        }

        DisruptionBudget[] budgets =
        [
            .. Enumerable.Range(0, random.Next(3)).Select(_ => new DisruptionBudget
            {
                Namespace = random.Next(2) == 0 ? "one" : "two",
                Selector = random.Next(6) == 0 ? new LabelSelector() : App(((char)('a' + random.Next(3))).ToString()),
                DisruptionsAllowed = random.Next(2),
            }),
        ];
        var naive = new NaivePreemption(plain, budgets);
        for (var number = random.Next(3); number > 0; number--)
        {
            var pod = made.Pod(made.Profile(), random.Next(1, 5));
            var node = RandomCluster.Name(random.Next(4));
            Assert.True(cluster.Nominate(pod, node));
            naive.Nominated.Add((pod, node));
        }

        nodes = [.. plain.Nodes.Values];
        return (cluster, naive, budgets, made.Pod(made.Profile(), random.Next(1, 5)));
    }
}
