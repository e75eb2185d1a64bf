using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using static Orchestrator.Planning.Tests.Scheduling.ClusterSamples;

namespace Orchestrator.Planning.Tests.Scheduling.Filters;

public sealed class NodeFilterTests
{
    private const string Selector = "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.";

    [Theory]
    [InlineData(400, 400, "")]
    [InlineData(401, 400, "0/1 nodes are available: 1 Insufficient cpu.")]
    [InlineData(401, 401, "0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory.")]
    [InlineData(long.MaxValue, 0, "0/1 nodes are available: 1 Insufficient cpu.")]
    public void Resources_what_is_asked_is_compared_with_what_is_left(long cpu, long memory, string refusal) =>
        Assert.Equal(refusal, ClusterOf(Machine("a")).With("a", Pod("old", Profile(600, 600))).Refusal(Profile(cpu, memory)));

    [Fact]
    public void Resources_who_asks_for_nothing_fits_an_overcommitted_node() =>
        Assert.Equal("", ClusterOf(Machine("a")).With("a", Pod("1", Profile(long.MaxValue)), Pod("2", Profile(long.MaxValue))).Refusal(Profile()));

    [Fact]
    public void Resources_extended_ones_count_too()
    {
        var gpu = Machine("gpu") with { Allocatable = Machine("x").Allocatable.Add("nvidia.com/gpu", 2) };
        var one = Profile() with { Requests = Amounts(("nvidia.com/gpu", 1)) };
        var cluster = ClusterOf(Machine("a"), gpu).With("gpu", Pod("old", one));

        Assert.Equal("gpu", cluster.Place(Pod("new", one)).NodeName);
        Assert.Equal("0/2 nodes are available: 2 Insufficient nvidia.com/gpu.", cluster.Refusal(Profile() with { Requests = Amounts(("nvidia.com/gpu", 2)) }));
        Assert.Equal("0/2 nodes are available: 2 Insufficient example.com/none.", cluster.Refusal(Profile() with { Requests = Amounts(("example.com/none", 1)) }));
    }

    [Fact]
    public void Resources_one_that_a_node_brings_later_is_taken_by_those_that_asked_before()
    {
        var one = Profile() with { Requests = Amounts(("example.com/fpga", 1)) };
        var cluster = ClusterOf(Machine("a")).With("a", Pod("old", one));

        cluster.SetNode(Machine("a") with { Allocatable = Machine("a").Allocatable.Add("example.com/fpga", 1) });

        Assert.Equal("0/1 nodes are available: 1 Insufficient example.com/fpga.", cluster.Refusal(one));
        cluster.Unbind("uid-old");
        Assert.Equal("", cluster.Refusal(one));
    }

    [Fact]
    public void Resources_disk_space_is_compared_where_the_node_says_what_it_has()
    {
        var asks = Profile() with { Requests = Amounts(("ephemeral-storage", 1000)) };

        Assert.Equal("", ClusterOf(Machine("a")).Refusal(asks));
        Assert.Equal("0/1 nodes are available: 1 Insufficient ephemeral-storage.", ClusterOf(Machine("a") with { Allocatable = Machine("a").Allocatable.Add("ephemeral-storage", 999) }).Refusal(asks));
    }

    [Fact]
    public void Resources_full_node_says_so() =>
        Assert.Equal("0/1 nodes are available: 1 Too many pods.", ClusterOf(Machine("a", pods: 1)).With("a", Pod("old", Profile())).Refusal(Profile()));

    [Theory]
    [InlineData("TCP", 80, "", "TCP", 80, "10.0.0.1", false)]
    [InlineData("TCP", 80, "10.0.0.1", "TCP", 80, "0.0.0.0", false)]
    [InlineData("TCP", 80, "10.0.0.1", "TCP", 80, "10.0.0.1", false)]
    [InlineData("TCP", 80, "10.0.0.1", "TCP", 80, "10.0.0.2", true)]
    [InlineData("TCP", 80, "", "UDP", 80, "", true)]
    [InlineData("TCP", 80, "", "TCP", 81, "", true)]
    public void Ports_collide_on_the_same_address_or_on_all(string p1, int port1, string ip1, string p2, int port2, string ip2, bool fits)
    {
        var cluster = ClusterOf(Machine("a")).With("a", Pod("old", Profile() with { HostPorts = [new HostPort(p1, port1, ip1)] }));

        var refusal = cluster.Refusal(Profile() with { HostPorts = [new HostPort(p2, port2, ip2)] });

        Assert.Equal(fits ? "" : "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.", refusal);
    }

    [Fact]
    public void Name_only_the_named_node_will_do()
    {
        var cluster = ClusterOf(Machine("a"), Machine("b"));

        Assert.Equal("b", cluster.Place(Pod("new", Profile() with { NodeName = "b" })).NodeName);
        Assert.Equal("0/2 nodes are available: 2 node(s) didn't match the requested node name.", cluster.Refusal(Profile() with { NodeName = "c" }));
    }

    [Theory]
    [InlineData("disk", "ssd", true)]
    [InlineData("disk", "hdd", false)]
    [InlineData("none", "ssd", false)]
    public void Selector_needs_every_label(string key, string value, bool fits) =>
        Assert.Equal(fits ? "" : Selector, ClusterOf(Labelled(("disk", "ssd"), ("gen", "4"))).Refusal(Profile() with { NodeSelector = StringMap.Of((key, value)) }));

    [Theory]
    [InlineData("disk", "In", "ssd|nvme", true)]
    [InlineData("disk", "In", "hdd", false)]
    [InlineData("none", "In", "ssd", false)]
    [InlineData("disk", "NotIn", "hdd", true)]
    [InlineData("disk", "NotIn", "ssd", false)]
    [InlineData("none", "NotIn", "ssd", true)]
    [InlineData("disk", "Exists", "", true)]
    [InlineData("none", "Exists", "", false)]
    [InlineData("none", "DoesNotExist", "", true)]
    [InlineData("disk", "DoesNotExist", "", false)]
    [InlineData("gen", "Gt", "3", true)]
    [InlineData("gen", "Gt", "4", false)]
    [InlineData("gen", "Lt", "5", true)]
    [InlineData("gen", "Lt", "4", false)]
    [InlineData("disk", "Gt", "3", false)]
    [InlineData("none", "Lt", "3", false)]
    public void Affinity_each_operator(string key, string comparison, string values, bool fits) =>
        Assert.Equal(fits ? "" : Selector, ClusterOf(Labelled(("disk", "ssd"), ("gen", "4"))).Refusal(Requiring(new NodeSelectorTerm { MatchExpressions = [Requirement(key, comparison, values)] })));

    [Fact]
    public void Affinity_one_term_is_enough_and_all_of_its_requirements_hold()
    {
        var cluster = ClusterOf(Labelled(("disk", "ssd"), ("gen", "4")));
        var wrong = new NodeSelectorTerm { MatchExpressions = [Requirement("disk", "In", "ssd"), Requirement("gen", "In", "5")] };
        var right = new NodeSelectorTerm { MatchFields = [Requirement("metadata.name", "In", "a")] };

        Assert.Equal(Selector, cluster.Refusal(Requiring(wrong)));
        Assert.Equal("", cluster.Refusal(Requiring(wrong, right)));
        Assert.Equal(Selector, cluster.Refusal(Requiring(right with { MatchExpressions = [Requirement("gen", "In", "5")] })));
        Assert.Equal(Selector, cluster.Refusal(Requiring(new NodeSelectorTerm { MatchFields = [Requirement("metadata.name", "NotIn", "a")] })));
    }

    [Fact]
    public void Affinity_nothing_asked_selects_nothing()
    {
        Assert.Equal(Selector, ClusterOf(Machine("a")).Refusal(Requiring(new NodeSelectorTerm())));
        Assert.Equal(Selector, ClusterOf(Machine("a")).Refusal(Requiring()));
    }

    [Theory]
    [InlineData("NoSchedule", "", "", "", "", "0/1 nodes are available: 1 node(s) had untolerated taint {gpu: true}.")]
    [InlineData("NoExecute", "", "", "", "", "0/1 nodes are available: 1 node(s) had untolerated taint {gpu: true}.")]
    [InlineData("PreferNoSchedule", "", "", "", "", "")]
    [InlineData("NoSchedule", "gpu", "Exists", "", "", "")]
    [InlineData("NoSchedule", "gpu", "Equal", "true", "NoSchedule", "")]
    [InlineData("NoSchedule", "gpu", "", "true", "", "")]
    [InlineData("NoSchedule", "gpu", "Equal", "false", "", "0/1 nodes are available: 1 node(s) had untolerated taint {gpu: true}.")]
    [InlineData("NoSchedule", "gpu", "Equal", "true", "NoExecute", "0/1 nodes are available: 1 node(s) had untolerated taint {gpu: true}.")]
    [InlineData("NoSchedule", "", "Exists", "", "", "")]
    public void Taints_keep_off_who_does_not_tolerate_them(string effect, string key, string comparison, string value, string tolerated, string refusal)
    {
        var node = Machine("a") with { Taints = [new Taint { Key = "gpu", Value = "true", Effect = effect }] };
        ImmutableArray<Toleration> tolerations = comparison.Length + key.Length == 0 ? [] : [new Toleration { Key = key, Operator = comparison, Value = value, Effect = tolerated }];

        Assert.Equal(refusal, ClusterOf(node).Refusal(Profile() with { Tolerations = tolerations }));
    }

    [Fact]
    public void Cordoned_node_says_only_that_and_takes_who_tolerates_it()
    {
        var cluster = ClusterOf(Machine("a") with { Unschedulable = true, Unready = true });

        Assert.Equal("0/1 nodes are available: 1 node(s) were unschedulable.", cluster.Refusal(Profile(5000)));
        Assert.Equal("", cluster.Refusal(Profile() with { Tolerations = [new Toleration { Operator = "Exists" }] }));
        Assert.Equal("0/1 nodes are available: 1 node(s) were not ready.", ClusterOf(Machine("a") with { Unready = true }).Refusal(Profile(5000)));
    }

    [Fact]
    public void Volumes_are_where_they_can_be_had()
    {
        var cluster = ClusterOf(Machine("a", zone: "x"), Machine("b", zone: "y"));
        PodProfile With(string zone) => Profile() with { VolumeNodeAffinities = [new NodeSelector { NodeSelectorTerms = [new NodeSelectorTerm { MatchExpressions = [Requirement(Zone, "In", zone)] }] }] };

        Assert.Equal("b", cluster.Place(Pod("new", With("y"))).NodeName);
        Assert.Equal("0/2 nodes are available: 2 node(s) didn't match PersistentVolume's node affinity.", cluster.Refusal(With("z")));
    }

    [Fact]
    public void Node_that_changes_is_looked_at_again()
    {
        var cluster = ClusterOf(Labelled(("disk", "hdd")));
        var wanting = Profile() with { NodeSelector = StringMap.Of(("disk", "ssd")) };
        Assert.Equal(Selector, cluster.Refusal(wanting));

        cluster.SetNode(Labelled(("disk", "ssd")));
        Assert.Equal("", cluster.Refusal(wanting));

        Assert.True(cluster.RemoveNode("a"));
        Assert.Equal("no nodes available to schedule pods", cluster.Refusal(wanting));
    }

    private static ClusterNode Labelled(params ReadOnlySpan<(string Key, string Value)> labels) => Machine("a") with { Labels = StringMap.Of(labels) };

    private static PodProfile Requiring(params ImmutableArray<NodeSelectorTerm> terms) =>
        Profile() with { Affinity = new Affinity { NodeAffinity = new NodeAffinity { Required = new NodeSelector { NodeSelectorTerms = terms } } } };

    private static NodeSelectorRequirement Requirement(string key, string comparison, string values) =>
        new() { Key = key, Operator = comparison, Values = values.Length == 0 ? [] : [.. values.Split('|')] };
}
