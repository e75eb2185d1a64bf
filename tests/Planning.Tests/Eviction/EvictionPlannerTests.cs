using Orchestrator.Planning.Eviction;
using Orchestrator.Resources.Core;
using static Orchestrator.Planning.Tests.Eviction.EvictionSamples;

namespace Orchestrator.Planning.Tests.Eviction;

public sealed class EvictionPlannerTests
{
    private static readonly EvictionSettings Hard = Settings("memory.available<100Mi,nodefs.available<10%,pid.available<5%");

    [Fact]
    public void Plan_with_enough_of_everything_does_nothing()
    {
        var plan = Plan(Hard, EvictionState.Empty, Memory(100 * Mebi), Noon, false, Pod("a", 500 * Mebi));
        Assert.Empty(plan.Evictions);
        Assert.Empty(plan.Pressures);
        Assert.Null(plan.Pressing);
    }

    [Fact]
    public void Plan_without_observation_concludes_nothing() =>
        Assert.Empty(EvictionPlanner.Plan(Hard, EvictionState.Empty, [], [Pod("a", 500 * Mebi)], false, Noon).Evictions);

    [Fact]
    public void Plan_one_byte_below_the_threshold_evicts_one_pod_at_once_and_without_grace()
    {
        var plan = Plan(Hard, EvictionState.Empty, Memory((100 * Mebi) - 1), Noon, false, Pod("a", 300 * Mebi), Pod("b", 400 * Mebi));
        Assert.Equal("b", Evicted(plan));
        Assert.Equal(TimeSpan.Zero, plan.Evictions[0].Grace);
        Assert.Equal(NodeConditionType.MemoryPressure, Assert.Single(plan.Pressures));
    }

    [Theory]
    [InlineData("uses more than it asked for, before whoever uses less than it asked for", "over:200:100:0|under:900:1000:0", "over")]
    [InlineData("priority decides among those above their request", "high:900:100:10|low:200:100:1", "low")]
    [InlineData("the most above its request among equals", "little:900:850:0|much:300:100:0", "much")]
    [InlineData("below the request the least priority goes", "high:10:100:10|low:10:100:1", "low")]
    public void Rank_follows_request_then_priority_then_use(string why, string pods, string victim)
    {
        var plan = Plan(Hard, EvictionState.Empty, Memory(0), Noon, false, [.. pods.Split('|').Select(Read)]);
        Assert.True(Evicted(plan) == victim, $"{why}: {Evicted(plan)} was evicted");
    }

    [Fact]
    public void Pod_that_the_node_needs_stays() =>
        Assert.Equal("", Evicted(Plan(Hard, EvictionState.Empty, Memory(0), Noon, false, Pod("system", 900 * Mebi, critical: true))));

    [Fact]
    public void Message_has_the_words_that_clients_know() => Assert.Equal(
        "The node was low on resource: memory. Threshold quantity: 100Mi, available: 50Mi. Container main was using 300Mi, request is 0, has larger consumption of memory. ",
        Plan(Hard, EvictionState.Empty, Memory(50 * Mebi), Noon, false, Pod("a", 300 * Mebi)).Evictions[0].Message);

    [Fact]
    public void Full_disk_frees_what_nobody_uses_before_it_evicts()
    {
        var first = Plan(Hard, EvictionState.Empty, Disk(50 * Mebi), Noon, false, Pod("a", disk: 500 * Mebi));
        Assert.True(first.ReclaimDisk);
        Assert.Empty(first.Evictions);

        var second = Plan(Hard, first.State, Disk(50 * Mebi), Noon.AddSeconds(10), true, Pod("a", disk: 500 * Mebi), Pod("b", disk: 1));
        Assert.False(second.ReclaimDisk);
        Assert.Equal("a", Evicted(second));
        Assert.Equal(NodeConditionType.DiskPressure, Assert.Single(second.Pressures));
    }

    [Fact]
    public void Fork_bomb_goes_before_whoever_has_fewer_processes()
    {
        var plan = Plan(Hard, EvictionState.Empty, Pids(40), Noon, false, Pod("few", 900 * Mebi, processes: 3), Pod("bomb", processes: 900));
        Assert.Equal("bomb", Evicted(plan));
        Assert.Equal(NodeConditionType.PidPressure, Assert.Single(plan.Pressures));
    }

    [Fact]
    public void Soft_threshold_waits_for_its_grace_without_a_break()
    {
        var settings = Settings("", "memory.available<200Mi");
        var pod = Pod("a", 500 * Mebi) with { TerminationGrace = TimeSpan.FromSeconds(7) };
        var first = Plan(settings, EvictionState.Empty, Memory(150 * Mebi), Noon, false, pod);
        Assert.Empty(first.Evictions);
        Assert.Equal(NodeConditionType.MemoryPressure, Assert.Single(first.Pressures));

        var broken = Plan(settings, first.State, Memory(250 * Mebi), Noon.AddSeconds(30), false, pod);
        var again = Plan(settings, broken.State, Memory(150 * Mebi), Noon.AddSeconds(40), false, pod);
        Assert.Empty(Plan(settings, again.State, Memory(150 * Mebi), Noon.AddSeconds(99), false, pod).Evictions);

        var due = Plan(settings, again.State, Memory(150 * Mebi), Noon.AddSeconds(100), false, pod);
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.Single(due.Evictions).Grace);
    }

    [Fact]
    public void Soft_eviction_has_no_more_grace_than_the_setting_allows()
    {
        var settings = Settings("", "memory.available<200Mi", softSeconds: 1) with { SoftGraceMax = TimeSpan.FromSeconds(5) };
        var first = Plan(settings, EvictionState.Empty, Memory(0), Noon, false, Pod("a", Mebi));
        Assert.Equal(TimeSpan.FromSeconds(5), Plan(settings, first.State, Memory(0), Noon.AddSeconds(1), false, Pod("a", Mebi)).Evictions[0].Grace);
    }

    [Fact]
    public void Pressure_stays_for_its_time_after_it_was_last_seen()
    {
        var first = Plan(Hard, EvictionState.Empty, Memory(0), Noon, false);
        Assert.NotEmpty(Plan(Hard, first.State, Memory(500 * Mebi), Noon.AddMinutes(5).AddSeconds(-1), false).Pressures);
        Assert.Empty(Plan(Hard, first.State, Memory(500 * Mebi), Noon.AddMinutes(5), false).Pressures);
    }

    private static PodConsumption Read(string text)
    {
        var parts = text.Split(':');
        return Pod(parts[0], long.Parse(parts[1]) * Mebi, long.Parse(parts[2]) * Mebi, int.Parse(parts[3]));
    }
}
