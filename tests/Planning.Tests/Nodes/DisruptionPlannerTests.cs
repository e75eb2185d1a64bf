using Orchestrator.Planning.Nodes;
using static Orchestrator.Planning.Tests.Nodes.NodeSamples;

namespace Orchestrator.Planning.Tests.Nodes;

public sealed class DisruptionPlannerTests
{
    private static readonly EvictionRate Rate = new() { NodesPerSecond = 1, NodesPerSecondReduced = 0.1, SmallClusterNodesMax = 10 };

    [Theory]
    [InlineData(0, 3, ZoneState.Normal, 0)]
    [InlineData(1, 1, ZoneState.Normal, 1)]
    [InlineData(2, 1, ZoneState.Normal, 1)]
    [InlineData(3, 2, ZoneState.PartialDisruption, 0)]
    [InlineData(3, 3, ZoneState.Normal, 1)]
    [InlineData(6, 5, ZoneState.Normal, 1)]
    [InlineData(7, 5, ZoneState.PartialDisruption, 1)]
    [InlineData(1, 0, ZoneState.FullDisruption, 0)]
    [InlineData(20, 0, ZoneState.FullDisruption, 0)]
    public void Plan_of_one_zone_follows_the_share_that_is_not_ready(int notReady, int ready, ZoneState state, int permits)
    {
        var plan = DisruptionPlanner.Plan([.. Zone(notReady, ready)], null, Rate, true, Start);

        Assert.Equal(state, plan.Zones[""]);
        Assert.Equal(permits, plan.Permits.Count);
        Assert.Equal(ready == 0, plan.IsStopped);
    }

    [Fact]
    public void Plan_without_nodes_is_nothing()
    {
        var plan = DisruptionPlanner.Plan([], null, Rate, true, Start);

        Assert.False(plan.IsStopped);
        Assert.Empty(plan.Permits);
    }

    [Fact]
    public void Plan_gives_one_permit_after_the_other()
    {
        var nodes = Zone(2, 5).ToList();
        var first = DisruptionPlanner.Plan(nodes, null, Rate, true, Start);
        Assert.Equal(["n0"], first.Permits.Keys);
        Assert.Equal(Start.AddSeconds(1), first.LookAgainAt);

        Assert.Equal(["n0"], DisruptionPlanner.Plan(nodes, first, Rate, true, Start.AddSeconds(0.9)).Permits.Keys);
        var second = DisruptionPlanner.Plan(nodes, first, Rate, true, Start.AddSeconds(1));
        Assert.Equal(["n0", "n1"], second.Permits.Keys);
        Assert.Null(second.LookAgainAt);
    }

    [Fact]
    public void Plan_of_a_zone_that_is_gone_beside_one_that_is_well_goes_on_and_does_not_slow_the_other()
    {
        var plan = DisruptionPlanner.Plan([.. Zone(3, 0, "a"), .. Zone(1, 4, "b")], null, Rate, true, Start);

        Assert.Equal(ZoneState.FullDisruption, plan.Zones["a"]);
        Assert.Equal(["an0", "bn0"], plan.Permits.Keys);
    }

    [Fact]
    public void Plan_of_a_node_that_is_only_silent_waits_until_another_is_heard_and_keeps_its_permit()
    {
        NodeStanding[] nodes = [new("n0", "", IsReady: false, IsSilent: true), .. Zone(0, 2)];
        Assert.Empty(DisruptionPlanner.Plan(nodes, null, Rate, false, Start).Permits);

        var heard = DisruptionPlanner.Plan(nodes, null, Rate, true, Start);
        Assert.Equal(["n0"], heard.Permits.Keys);
        Assert.Equal(["n0"], DisruptionPlanner.Plan(nodes, heard, Rate, false, Start.AddHours(1)).Permits.Keys);
    }

    [Fact]
    public void Plan_without_any_ready_node_takes_back_what_was_permitted()
    {
        var before = DisruptionPlanner.Plan([.. Zone(1, 1)], null, Rate, true, Start);
        Assert.Single(before.Permits);

        Assert.Empty(DisruptionPlanner.Plan([.. Zone(2, 0)], before, Rate, true, Start.AddHours(1)).Permits);
    }
}
