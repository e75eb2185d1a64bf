using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Planning.Nodes;
using static Orchestrator.Planning.Tests.Nodes.NodeSamples;

namespace Orchestrator.Planning.Tests.Nodes;

/// <summary>What must hold however nodes of several zones come and go. A seed stands for one history.</summary>
public sealed class DisruptionProperties
{
    private const int Steps = 200;
    private static readonly EvictionRate Rate = new() { NodesPerSecond = 2, NodesPerSecondReduced = 0.5, SmallClusterNodesMax = 8 };

    [Fact]
    public void Permits_are_only_for_nodes_that_are_not_ready_and_never_where_none_is() => ForAllHistories((nodes, _, plan, _) =>
    {
        Assert.All(plan.Permits.Keys, name => Assert.Contains(nodes, node => node.Name == name && !node.IsReady));
        Assert.True(plan.Permits.IsEmpty || nodes.Exists(node => node.IsReady));
    });

    [Fact]
    public void Permits_of_a_zone_come_no_faster_than_its_rate() => ForAllHistories((nodes, before, plan, elapsed) =>
    {
        foreach (var zone in nodes.GroupBy(node => node.Zone))
        {
            var fresh = zone.Count(node => plan.Permits.ContainsKey(node.Name) && before?.Permits.ContainsKey(node.Name) != true);
            Assert.True(fresh <= 1, $"{fresh} new permits in zone {zone.Key} at once");
            Assert.True(fresh == 0 || before is null || before.NextPermitAt.GetValueOrDefault(zone.Key, Start) <= Start + elapsed);
        }
    });

    [Fact]
    public void Permits_stay_while_their_node_is_not_ready_and_any_other_is() => ForAllHistories((nodes, before, plan, _) =>
    {
        var kept = before?.Permits.Keys.Where(name => nodes.Exists(node => node.Name == name && !node.IsReady)) ?? [];
        Assert.True(plan.IsStopped || kept.All(plan.Permits.ContainsKey));
    });

    [Fact]
    public void Plan_at_the_same_time_with_the_same_nodes_is_a_fixed_point() => ForAllHistories((nodes, _, plan, elapsed) =>
    {
        var again = DisruptionPlanner.Plan(nodes, plan, Rate, true, Start + elapsed);
        Assert.Equal(plan.Permits, again.Permits);
        Assert.Equal(plan.LookAgainAt, again.LookAgainAt);
    });

    [Fact]
    public void Nodes_that_stay_lost_in_a_zone_that_is_well_all_get_their_permit_in_time() => ForAllSeeds(seed =>
    {
        var lost = new Random(seed).Next(1, 20);
        List<NodeStanding> nodes = [.. Zone(lost, lost + 1)];
        DisruptionPlan? plan = null;
        for (var (now, looks) = (Start, 0); looks < lost; looks++)
        {
            plan = DisruptionPlanner.Plan(nodes, plan, Rate, true, now);
            now = plan.LookAgainAt ?? now;
        }

        Assert.Equal(lost, plan!.Permits.Count);
    });

    private static void ForAllHistories(Action<List<NodeStanding>, DisruptionPlan?, DisruptionPlan, TimeSpan> check) => ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var nodes = Enumerable.Range(0, random.Next(1, 15)).Select(i => new NodeStanding($"n{i}", $"z{random.Next(3)}", true, false)).ToList();
        var (plan, elapsed) = ((DisruptionPlan?)null, TimeSpan.Zero);
        for (var step = 0; step < Steps; step++)
        {
            elapsed += TimeSpan.FromMilliseconds(random.Next(0, 800));
            var changed = random.Next(nodes.Count);
            nodes[changed] = nodes[changed] with { IsReady = random.Next(3) == 0 };
            var next = DisruptionPlanner.Plan(nodes, plan, Rate, true, Start + elapsed);
            check(nodes, plan, next, elapsed);
            plan = next;
        }
    });

    private static void ForAllSeeds(Action<int> check) => Prop.ForAll<int>(check).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
}
