using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Planning.Tests.Scheduling.Placing;

public sealed class SchedulerProperties
{
    [Fact]
    public void Schedule_takes_only_what_fits_and_leaves_out_nothing_that_does() => Seeds.ForAll(300, seed =>
    {
        var (cluster, naive, pods) = Make(seed, priorities: 1);

        var result = new Scheduler(cluster, new SchedulingSettings { Seed = (ulong)seed }).Schedule(pods, new SchedulingContext());

        Assert.Equal(pods, result.Decisions.Select(decision => decision.Pod));
        foreach (var decision in result.Decisions)
        {
            Check(naive, decision);
        }
    });

    [Fact]
    public void Schedule_those_that_matter_more_come_first_and_then_who_came_first() => Seeds.ForAll(150, seed =>
    {
        var (cluster, naive, pods) = Make(seed, priorities: 3);
        pods = [.. pods.Select(pod => pod with { NeverPreempts = true })];

        var decisions = new Scheduler(cluster, new SchedulingSettings()).Schedule(pods, new SchedulingContext()).Decisions;

        foreach (var decision in decisions.OrderByDescending(decision => decision.Pod.Priority))
        {
            Check(naive, decision);
        }
    });

    [Fact]
    public void Schedule_batch_decides_as_one_by_one_does() => Seeds.ForAll(150, seed =>
    {
        var (batch, _, pods) = Make(seed, priorities: 1);
        var (single, _, _) = Make(seed, priorities: 1);
        var settings = new SchedulingSettings { Seed = (ulong)seed };

        var together = new Scheduler(batch, settings).Schedule(pods, new SchedulingContext()).Decisions;
        var one = new Scheduler(single, settings);
        var apart = pods.Select(pod => one.Schedule([pod], new SchedulingContext()).Decisions[0]).ToList();

        Assert.Equal(apart.Select(decision => decision.NodeName), together.Select(decision => decision.NodeName));
        Assert.Equal(apart.Select(decision => decision.Explanation?.Text), together.Select(decision => decision.Explanation?.Text));
    });

    [Fact]
    public void Schedule_replicas_as_a_batch_are_as_many_as_one_by_one() => Seeds.ForAll(150, seed =>
    {
        var random = new Random(seed);
        var (batch, _, _) = Make(seed, priorities: 1);
        var (single, _, _) = Make(seed, priorities: 1);
        var made = new RandomCluster(random);
        var profile = made.Profile();
        profile = Plain(profile, "z");
        var replicas = Enumerable.Range(0, 30).Select(number => ClusterSamples.Pod($"replica-{number}", profile)).ToList();
        var one = new Scheduler(single, new SchedulingSettings());

        var together = new Scheduler(batch, new SchedulingSettings()).Schedule(replicas, new SchedulingContext()).Decisions.Count(decision => decision.NodeName is not null);

        Assert.Equal(replicas.Count(pod => one.Schedule([pod], new SchedulingContext()).Decisions[0].NodeName is not null), together);
    });

    [Fact]
    public void Schedule_replicas_among_others_take_only_what_fits_and_the_best_of_it() => Seeds.ForAll(150, seed =>
    {
        var (cluster, naive, others) = Make(seed, priorities: 1);
        var made = new RandomCluster(new Random(seed));
        PodProfile[] plain = [Plain(made.Profile(), "y"), Plain(made.Profile(), "z")];
        var scheduler = new Scheduler(cluster, new SchedulingSettings { Seed = (ulong)seed });
        var pods = Enumerable.Range(0, 40).Select(number => number % 8 == 7 ? others[number / 8] : ClusterSamples.Pod($"replica-{number}", plain[number % 2])).ToList();

        foreach (var batch in pods.Chunk(20))
        {
            var before = batch[0];
            var scores = naive.Takers(before.Profile).Any() ? scheduler.Scores(before) : null;
            var decisions = scheduler.Schedule(batch, new SchedulingContext()).Decisions;
            if (scores is not null)
            {
                Assert.Equal(naive.Takers(before.Profile).Max(name => scores[name]), scores[decisions[0].NodeName!]);
            }

            foreach (var decision in decisions)
            {
                Check(naive, decision);
            }

            // Room comes back between batches, too.
            if (decisions.FirstOrDefault(decision => decision.NodeName is not null) is { } first)
            {
                cluster.Unbind(first.Pod.Uid);
                naive.Pods.RemoveAll(pod => pod.Pod.Uid == first.Pod.Uid);
            }
        }
    });

    [Fact]
    public void Schedule_same_history_seed_and_pods_give_the_same_answer() => Seeds.ForAll(100, seed =>
    {
        var (first, _, pods) = Make(seed, priorities: 3);
        var (second, _, _) = Make(seed, priorities: 3);
        var settings = new SchedulingSettings { Seed = (ulong)seed };

        Assert.Equal(Text(new Scheduler(first, settings).Schedule(pods, new SchedulingContext())), Text(new Scheduler(second, settings).Schedule(pods, new SchedulingContext())));
    });

    [Fact]
    public void Plan_leaves_the_cluster_as_it_was() => Seeds.ForAll(100, seed =>
    {
        var (cluster, _, pods) = Make(seed, priorities: 3);
        var scheduler = new Scheduler(cluster, new SchedulingSettings { Seed = (ulong)seed });
        var before = (cluster.Pods, scheduler.Explain(pods[0]).Text);

        var plan = Text(scheduler.Plan(pods, new SchedulingContext()));

        Assert.Equal(before, (cluster.Pods, scheduler.Explain(pods[0]).Text));
        Assert.Equal(plan, Text(scheduler.Schedule(pods, new SchedulingContext())));
    });

    [Fact]
    public void Cluster_that_changed_step_by_step_is_like_one_made_at_once() => Seeds.ForAll(150, seed =>
    {
        var random = new Random(seed);
        var made = new RandomCluster(random);
        var (cluster, naive) = (new Cluster(), new NaiveCluster());
        var asked = made.Profile();
        for (var step = 0; step < 60; step++)
        {
            Change(random, made, cluster, naive);

            // Asking makes counts and sets that later steps have to keep right.
            asked = random.Next(4) == 0 ? made.Profile() : asked;
            var scheduler = new Scheduler(cluster, new SchedulingSettings());
            var pod = made.Pod(asked) with { NeverPreempts = true };
            Assert.Equal(naive.Takers(asked).Any(), scheduler.Plan([pod], new SchedulingContext()).Decisions[0].NodeName is not null);

            var fresh = Copy(naive);
            Assert.Equal(new Scheduler(fresh, new SchedulingSettings()).Explain(pod).Text, scheduler.Explain(pod).Text);
            Assert.Equal(new Scheduler(fresh, new SchedulingSettings()).Scores(pod), scheduler.Scores(pod));
        }
    });

    private static PodProfile Plain(PodProfile profile, string app) =>
        profile with { Labels = profile.Labels.SetItem("app", app), Affinity = null, TopologySpreadConstraints = [], HostPorts = [] };

    private static void Change(Random random, RandomCluster made, Cluster cluster, NaiveCluster naive)
    {
        var name = RandomCluster.Name(random.Next(6));
        switch (random.Next(11))
        {
            case 10 when naive.Pods.Count > 0:
                var index = random.Next(naive.Pods.Count);
                var (going, on) = naive.Pods[index];
                Assert.True(cluster.SetLeaving(going.Uid));
                naive.Pods[index] = (going with { Leaving = true }, on);
                break;
            case 0:
                cluster.RemoveNode(name);
                naive.Nodes.Remove(name);
                naive.Pods.RemoveAll(pod => pod.Node == name);
                break;
            case < 4:
                var node = made.Node(name[1] - '0');
                cluster.SetNode(node);
                naive.Nodes[name] = node;
                break;
            case 4:
                var (ns, labels) = (random.Next(2) == 0 ? "one" : "two", StringMap.Of(("team", random.Next(2) == 0 ? "a" : "b")));
                cluster.SetNamespace(ns, labels);
                naive.SetNamespace(ns, labels);
                break;
            case < 7 when naive.Pods.Count > 0:
                var gone = naive.Pods[random.Next(naive.Pods.Count)];
                Assert.True(cluster.Unbind(gone.Pod.Uid));
                naive.Pods.Remove(gone);
                break;
            default:
                var pod = made.Pod(made.Profile());
                if (cluster.Bind(pod, name))
                {
                    naive.Pods.Add((pod, name));
                }

                break;
        }
    }

    private static Cluster Copy(NaiveCluster naive)
    {
        var cluster = new Cluster();
        foreach (var node in naive.Nodes.Values)
        {
            cluster.SetNode(node);
        }

        naive.CopyNamespaces(cluster);
        naive.Pods.ForEach(pod => cluster.Bind(pod.Pod, pod.Node));
        return cluster;
    }

    private static (Cluster Cluster, NaiveCluster Naive, List<ClusterPod> Pods) Make(int seed, int priorities)
    {
        var random = new Random(seed);
        var made = new RandomCluster(random);
        var (cluster, naive) = (new Cluster(), new NaiveCluster());
        for (var number = 0; number < 5; number++)
        {
            var node = made.Node(number);
            cluster.SetNode(node);
            naive.Nodes[node.Name] = node;
        }

        cluster.SetNamespace("one", StringMap.Of(("team", "a")));
        naive.SetNamespace("one", StringMap.Of(("team", "a")));
        var profiles = Enumerable.Range(0, 12).Select(_ => made.Profile()).ToList();
        return (cluster, naive, [.. Enumerable.Range(0, 25).Select(number => made.Pod(profiles[number % profiles.Count], random.Next(priorities)))]);
    }

    private static void Check(NaiveCluster naive, PodDecision decision)
    {
        if (decision.NodeName is { } node)
        {
            Assert.Contains(node, naive.Takers(decision.Pod.Profile));
            naive.Pods.Add((decision.Pod, node));
        }
        else
        {
            Assert.Empty(naive.Takers(decision.Pod.Profile));
            var explanation = decision.Explanation!;
            Assert.StartsWith($"0/{naive.Nodes.Count} nodes are available: ", explanation.Text, StringComparison.Ordinal);
            Assert.True(explanation.Reasons.Sum(reason => reason.Count) >= naive.Nodes.Count, explanation.Text);
        }
    }

    private static string Text(SchedulingResult result) =>
        string.Join('\n', result.Decisions.Select(one => $"{one.Pod.Uid} {one.NodeName} {one.NominatedNodeName} {string.Join(',', one.Victims)} {one.Explanation?.Text}"));
}
