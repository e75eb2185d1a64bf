using Orchestrator.Planning.Scheduling.Explaining;
using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using static Orchestrator.Planning.Tests.Scheduling.ClusterSamples;

namespace Orchestrator.Planning.Tests.Scheduling.Explaining;

public sealed class ExplanationTests
{
    [Fact]
    public void Explanation_accounts_for_every_node()
    {
        var gpu = new Taint { Key = "gpu", Value = "true", Effect = TaintEffect.NoSchedule };
        var cluster = ClusterOf(Machine("a"), Machine("b"), Machine("g1") with { Taints = [gpu] }, Machine("g2") with { Taints = [gpu] }, Machine("g3") with { Taints = [gpu] });

        Assert.Equal("0/5 nodes are available: 2 Insufficient cpu, 3 node(s) had untolerated taint {gpu: true}.", cluster.Refusal(Profile(2000)));
    }

    [Fact]
    public void Explanation_names_nodes_and_says_what_would_be_enough()
    {
        var cluster = ClusterOf(Machine("far", cpu: 200), Machine("near", cpu: 1400), Machine("off") with { Unschedulable = true }).With("near", Pod("old", Profile(100)));

        var explanation = new Scheduler(cluster, new SchedulingSettings()).Explain(Pod("new", Profile(1500)));

        Assert.Equal("0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu.", explanation.Text);
        Assert.Equal(["far", "near"], explanation.Reasons.Single(reason => reason.Reason == "Insufficient cpu").Nodes.AsEnumerable());
        Assert.Equal(["near", "far"], explanation.NearMisses.Select(miss => miss.Node));
        Assert.Equal(new Shortfall("cpu", 1500, 1300, 1400), Assert.Single(explanation.NearMisses[0].Lacks));
    }

    [Fact]
    public void Explanation_no_nodes_says_so() => Assert.Equal("no nodes available to schedule pods", ClusterOf().Refusal(Profile()));

    [Fact]
    public void Explanation_of_a_thousand_alike_is_the_same()
    {
        var cluster = ClusterOf(Machine("a") with { Labels = StringMap.Empty });
        ClusterPod[] pods = [.. Enumerable.Range(0, 1000).Select(number => Pod($"p{number}", Profile(2000)))];

        var decisions = new Scheduler(cluster, new SchedulingSettings()).Schedule(pods, new SchedulingContext()).Decisions;

        Assert.Single(decisions.Select(decision => decision.Explanation).Distinct(ReferenceEqualityComparer.Instance));
    }
}
