using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Placing;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using static Orchestrator.Planning.Tests.Scheduling.SchedulingSamples;

namespace Orchestrator.Planning.Tests.Scheduling;

public sealed class NodeFitTests
{
    [Theory]
    [InlineData(400, 400, "")]
    [InlineData(401, 400, "Insufficient cpu")]
    [InlineData(400, 401, "Insufficient memory")]
    [InlineData(401, 401, "Insufficient cpu|Insufficient memory")]
    [InlineData(long.MaxValue, long.MaxValue, "Insufficient cpu|Insufficient memory")]
    public void Check_compares_requests_with_what_is_free(long milliCpu, long memory, string reasons) =>
        Assert.Equal(reasons, Check(Demand("new", milliCpu, memory), Node("a", with: Demand("old", 600, 600))));

    [Fact]
    public void Check_nothing_requested_fits_an_overcommitted_node() =>
        Assert.Equal("", Check(Demand("new"), Node("a", with: [Demand("one", long.MaxValue, long.MaxValue), Demand("two", long.MaxValue, long.MaxValue)])));

    [Theory]
    [InlineData(400L, 1000L, "")]
    [InlineData(401L, 1000L, "Insufficient ephemeral-storage")]
    [InlineData(0L, 0L, "")]
    [InlineData(401L, null, "")]
    public void Check_disk_space_is_compared_where_the_node_says_what_it_has(long bytes, long? allocatable, string reasons)
    {
        var node = Node("a", with: Demand("old") with { EphemeralStorageBytes = 600 }) with { AllocatableEphemeralStorageBytes = allocatable };

        Assert.Equal(reasons, Check(Demand("new") with { EphemeralStorageBytes = bytes }, node));
    }

    [Fact]
    public void Check_full_node_says_so() => Assert.Equal("Too many pods", Check(Demand("new"), Node("a", pods: 1, with: Demand("old"))));

    [Fact]
    public void Check_node_without_allocatable_takes_nothing_that_asks() =>
        Assert.Equal("Insufficient cpu", Check(Demand("new", 1), Node("a", milliCpu: long.MinValue, with: Demand("old", long.MaxValue))));

    [Theory]
    [InlineData("TCP", 80, "", "TCP", 80, "", false)]
    [InlineData("TCP", 80, "", "UDP", 80, "", true)]
    [InlineData("TCP", 80, "", "TCP", 81, "", true)]
    [InlineData("TCP", 80, "10.0.0.1", "TCP", 80, "10.0.0.2", true)]
    [InlineData("TCP", 80, "10.0.0.1", "TCP", 80, "10.0.0.1", false)]
    [InlineData("TCP", 80, "10.0.0.1", "TCP", 80, "0.0.0.0", false)]
    [InlineData("TCP", 80, "", "TCP", 80, "10.0.0.1", false)]
    public void Check_ports_collide_on_the_same_address_or_on_all(string p1, int port1, string address1, string p2, int port2, string address2, bool fits)
    {
        var node = Node("a", with: Demand("old", ports: new HostPort(p1, port1, address1)));

        Assert.Equal(fits ? "" : FitReason.Ports, Check(Demand("new", ports: new HostPort(p2, port2, address2)), node));
    }

    [Theory]
    [InlineData("disk", "ssd", true)]
    [InlineData("disk", "hdd", false)]
    [InlineData("zone", "ssd", false)]
    public void Check_selector_needs_every_label(string key, string value, bool fits)
    {
        var node = Node("a") with { Labels = StringMap.Of(("disk", "ssd"), ("zone", "a")) };

        Assert.Equal(fits ? "" : FitReason.Selector, Check(Demand("new") with { NodeSelector = StringMap.Of((key, value)) }, node));
    }

    [Fact]
    public void Check_cordoned_or_not_ready_says_only_that()
    {
        Assert.Equal(FitReason.Unschedulable, Check(Demand("new", 2000), Node("a") with { Unschedulable = true, Ready = false }));
        Assert.Equal(FitReason.NotReady, Check(Demand("new", 2000), Node("a") with { Ready = false }));
        Assert.Equal("Insufficient cpu", Assert.Single(NodeFit.Check(Demand("new", 2000), Node("a") with { Unschedulable = true, Ready = false })));
    }

    [Theory]
    [InlineData(TaintKey.Unreachable, "NoExecute")]
    [InlineData(TaintKey.NotReady, "NoSchedule")]
    [InlineData("example.com/gpu", "PreferNoSchedule")]
    public void Check_taint_that_comes_and_goes_after_what_it_says_or_is_a_wish_refuses_no_proposal(string key, string effect) =>
        Assert.Equal("", Check(Demand("new"), Node("a") with { Taints = [new Taint { Key = key, Effect = effect }] }));

    [Fact]
    public void Check_pod_that_is_there_fits_again()
    {
        var node = Node("a", pods: 1, with: Demand("old", 1000, 1000, new HostPort("TCP", 80, ""))) with { Unschedulable = true };

        Assert.Equal("", Check(node.Pods[0], node));
        Assert.Empty(NodeFit.Check(node.Pods[0], node));
    }

    [Theory]
    [InlineData("MemoryPressure", true, "node(s) had untolerated taint {node.kubernetes.io/memory-pressure: }")]
    [InlineData("MemoryPressure", false, "")]
    [InlineData("DiskPressure", false, "node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }")]
    [InlineData("PIDPressure", false, "node(s) had untolerated taint {node.kubernetes.io/pid-pressure: }")]
    public void Check_node_that_is_short_takes_nothing_that_makes_it_worse(string pressure, bool bestEffort, string reasons) =>
        Assert.Equal(reasons, Check(Demand("new", 1) with { BestEffort = bestEffort }, Node("a") with { Pressures = [pressure] }));

    [Fact]
    public void Check_pod_that_is_there_already_stays_whatever_the_node_is_short_of() =>
        Assert.Equal("", Check(Demand("old", 1), Node("a", with: Demand("old", 1)) with { Pressures = ["DiskPressure"] }));

    [Theory]
    [InlineData("NoSchedule", null, "node(s) had untolerated taint {example.com/gpu: a}")]
    [InlineData("NoExecute", null, "node(s) had untolerated taint {example.com/gpu: a}")]
    [InlineData("PreferNoSchedule", null, "")]
    [InlineData("NoSchedule", "example.com/gpu", "")]
    [InlineData("NoSchedule", "example.com/other", "node(s) had untolerated taint {example.com/gpu: a}")]
    public void Check_taint_keeps_off_who_does_not_tolerate_it(string effect, string? tolerated, string reasons) => Assert.Equal(
        reasons,
        Check(
            Demand("new") with { Tolerations = tolerated is null ? [] : [new Toleration { Key = tolerated, Operator = "Exists" }] },
            Node("a") with { Taints = [new Taint { Key = "example.com/gpu", Value = "a", Effect = effect }] }));

    [Fact]
    public void Check_pod_that_tolerates_everything_goes_to_a_node_that_is_cordoned_not_ready_and_short() => Assert.Equal("", Check(
        Demand("new") with { BestEffort = true, Tolerations = [new Toleration { Operator = "Exists" }] },
        Node("a") with { Unschedulable = true, Ready = false, Pressures = ["DiskPressure", "PIDPressure", "MemoryPressure"] }));

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, "Insufficient example.com/gpu")]
    public void Check_extended_resources_are_counted(long asked, string reasons) => Assert.Equal(
        reasons,
        Check(
            Demand("new") with { Extended = Gpus(asked) },
            Node("a", with: Demand("old") with { Extended = Gpus(1) }) with { AllocatableExtended = Gpus(2) }));

    private static ImmutableSortedDictionary<string, long> Gpus(long count) => ImmutableSortedDictionary<string, long>.Empty.Add("example.com/gpu", count);

    // A scheduler says what the node says, where it is a matter of both.
    private static string Check(PodDemand pod, NodeView node)
    {
        var cluster = ClusterOf(node);
        var decision = Assert.Single(new Scheduler(cluster, new SchedulingSettings()).Plan([ClusterPod.Of(pod) with { NeverPreempts = true }], new SchedulingContext()).Decisions);
        var reasons = decision.Explanation is null ? [] : decision.Explanation.Reasons.Select(reason => reason.Reason).Order(StringComparer.Ordinal).ToArray();
        var own = NodeFit.Check(pod with { IsProposed = true }, node).Order(StringComparer.Ordinal).ToArray();
        if (own.Length > 0)
        {
            Assert.Equal(own, reasons);
        }

        return string.Join('|', reasons);
    }
}
