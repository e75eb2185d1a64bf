using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Planning.Nodes;
using Orchestrator.Resources.Core;
using static Orchestrator.Planning.Tests.Nodes.NodeSamples;
using static Orchestrator.Planning.Tests.Scheduling.SchedulingSamples;

namespace Orchestrator.Planning.Tests.Nodes;

public sealed class TaintEvictionPlannerTests
{
    [Fact]
    public void Plan_names_who_leaves_now_and_when_the_next_one_does()
    {
        BoundPod[] pods = [Pod("soon", Tolerates("a", 10)), Pod("never", Tolerates("a")), Pod("now"), Pod("later", Tolerates("a", 60))];

        var plan = TaintEvictionPlanner.Plan(pods, [Taint("a")], Start);

        Assert.Equal(["now"], plan.Leave.Select(pod => pod.Name));
        Assert.Equal(Start.AddSeconds(10), plan.NextAt);
    }

    [Fact]
    public void Plan_without_taints_moves_nobody()
    {
        var plan = TaintEvictionPlanner.Plan([Pod("one")], [], Start);

        Assert.Empty(plan.Leave);
        Assert.Null(plan.NextAt);
    }

    [Fact]
    public void Plan_followed_to_its_times_moves_everybody_once_and_nobody_early() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        ImmutableArray<Taint> taints = [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => Taint($"t{i}"))];
        var pods = Enumerable.Range(0, 20).Select(i => Pod($"p{i}", [.. taints.Where(_ => random.Next(4) > 0).Select(taint => Tolerates(taint.Key, random.Next(3) == 0 ? null : random.Next(100)))])).ToList();
        var expected = pods.ToDictionary(pod => pod.Pod.Name, pod => Tolerance.LeaveAt(pod.Pod.Tolerations, taints, pod.BoundAt));
        for (DateTimeOffset? now = Start; now is { } time;)
        {
            var plan = TaintEvictionPlanner.Plan(pods, taints, time);
            Assert.All(plan.Leave, pod => Assert.Equal(time, expected[pod.Name] < Start ? Start : expected[pod.Name]));
            pods.RemoveAll(pod => plan.Leave.Contains(pod.Pod));
            now = plan.NextAt;
        }

        Assert.All(pods, pod => Assert.Null(expected[pod.Pod.Name]));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static BoundPod Pod(string name, params ImmutableArray<Toleration> tolerations) => new(Demand(name) with { Tolerations = tolerations }, Start);
}
