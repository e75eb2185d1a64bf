using System.Collections.Immutable;
using Orchestrator.Planning.Nodes;
using Orchestrator.Resources.Core;
using static Orchestrator.Planning.Tests.Nodes.NodeSamples;

namespace Orchestrator.Planning.Tests.Nodes;

public sealed class ConditionTaintsTests
{
    [Theory]
    [InlineData("Ready=True", false, false, "")]
    [InlineData("Ready=True", false, true, "")]
    [InlineData("", false, false, "not-ready:NoSchedule")]
    [InlineData("Ready=False", false, false, "not-ready:NoSchedule")]
    [InlineData("Ready=False", false, true, "not-ready:NoSchedule not-ready:NoExecute")]
    [InlineData("Ready=Unknown", false, true, "unreachable:NoSchedule unreachable:NoExecute")]
    [InlineData("Ready=True", true, false, "unschedulable:NoSchedule")]
    [InlineData("Ready=True DiskPressure=True PIDPressure=Unknown", false, false, "disk-pressure:NoSchedule")]
    [InlineData("Ready=True MemoryPressure=True PIDPressure=True", false, false, "memory-pressure:NoSchedule pid-pressure:NoSchedule")]
    public void Of_says_what_conditions_say(string conditions, bool cordoned, bool evicts, string expected) =>
        Assert.Equal(expected, Text(ConditionTaints.Of(Node(conditions, cordoned), evicts, Start)));

    [Fact]
    public void Of_keeps_what_people_set_and_the_time_of_what_is_there()
    {
        var theirs = Taint("example.com/gpu", TaintEffect.NoSchedule);
        var old = Taint(TaintKey.Unreachable) with { TimeAdded = Start.AddHours(-1) };
        var node = Node("Ready=Unknown", cordoned: false) with { Spec = new NodeSpec { Taints = [old, theirs, Taint(TaintKey.DiskPressure)] } };

        var taints = ConditionTaints.Of(node, evicts: true, Start);

        Assert.Equal<Taint>([theirs, Taint(TaintKey.Unreachable, TaintEffect.NoSchedule), old], taints);
        Assert.Equal<Taint>(taints, ConditionTaints.Of(node with { Spec = new NodeSpec { Taints = taints } }, evicts: true, Start.AddDays(1)));
    }

    // Who tolerates it for some seconds has them from then on, however long it has been there itself.
    [Fact]
    public void Of_says_since_when_a_taint_of_people_executes()
    {
        var node = Node("Ready=True", cordoned: false) with { Spec = new NodeSpec { Taints = [Taint("a") with { TimeAdded = null }, Taint("b"), Taint("c", TaintEffect.NoSchedule) with { TimeAdded = null }] } };

        var taints = ConditionTaints.Of(node, evicts: false, Start.AddHours(1));

        Assert.Equal([Start.AddHours(1), Start, null], taints.Select(taint => taint.TimeAdded));
        Assert.Equal<Taint>(taints, ConditionTaints.Of(node with { Spec = new NodeSpec { Taints = taints } }, evicts: false, Start.AddDays(1)));
    }

    private static Node Node(string conditions, bool cordoned) => new()
    {
        Spec = new NodeSpec { Unschedulable = cordoned },
        Status = new NodeStatus
        {
            Conditions = [.. conditions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')).Select(one => new NodeCondition { Type = one[0], Status = one[1] })],
        },
    };

    private static string Text(ImmutableArray<Taint> taints) => string.Join(' ', taints.Select(taint => $"{taint.Key["node.kubernetes.io/".Length..]}:{taint.Effect}"));
}
