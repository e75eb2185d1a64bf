using System.Collections.Immutable;
using Orchestrator.Planning.Nodes;
using Orchestrator.Resources.Core;
using static Orchestrator.Planning.Tests.Nodes.NodeSamples;

namespace Orchestrator.Planning.Tests.Nodes;

public sealed class ToleranceTests
{
    [Theory]
    [InlineData("k", "Equal", "v", "NoSchedule", true)]
    [InlineData("k", null, "v", "NoSchedule", true)]
    [InlineData("k", "Equal", "w", "NoSchedule", false)]
    [InlineData("k", "Equal", null, "NoSchedule", false)]
    [InlineData("k", "Exists", null, "NoSchedule", true)]
    [InlineData("k", "Exists", null, null, true)]
    [InlineData("k", "Exists", null, "NoExecute", false)]
    [InlineData("l", "Exists", null, null, false)]
    [InlineData(null, "Exists", null, null, true)]
    [InlineData("", "Exists", null, "NoSchedule", true)]
    public void Covers_compares_key_value_and_effect(string? key, string? by, string? value, string? effect, bool covers) => Assert.Equal(
        covers,
        Tolerance.Covers(
            new Toleration { Key = key, Operator = by, Value = value, Effect = effect }, new Taint { Key = "k", Value = "v", Effect = TaintEffect.NoSchedule }));

    [Fact]
    public void LeaveAt_without_a_taint_that_executes_is_never() =>
        Assert.Null(Tolerance.LeaveAt([], [Taint("a", TaintEffect.NoSchedule), Taint("b", TaintEffect.PreferNoSchedule)], Start));

    [Theory]
    [InlineData(null, null, 0.0)]
    [InlineData("a", null, 0.0)]
    [InlineData("a|b", null, null)]
    [InlineData("a|b", 30L, 30.0)]
    [InlineData("a", 30L, 0.0)]
    [InlineData("a|b", -5L, 0.0)]
    [InlineData("a|b", long.MaxValue, null)]
    public void LeaveAt_is_the_earliest_of_what_each_taint_allows(string? tolerated, long? seconds, double? expected)
    {
        var tolerations = (tolerated ?? "").Split('|', StringSplitOptions.RemoveEmptyEntries).Select(key => Tolerates(key, seconds));

        var leave = Tolerance.LeaveAt([.. tolerations], [Taint("a"), Taint("b")], Start.AddDays(-1));

        Assert.Equal(expected, (leave - Start)?.TotalSeconds);
    }

    [Fact]
    public void LeaveAt_counts_from_when_the_pod_came_where_the_taint_was_there_before() =>
        Assert.Equal(Start.AddSeconds(70), Tolerance.LeaveAt([Tolerates("a", 60)], [Taint("a")], Start.AddSeconds(10)));

    [Fact]
    public void LeaveAt_of_two_tolerations_for_one_taint_takes_the_first() =>
        Assert.Equal(Start.AddSeconds(5), Tolerance.LeaveAt([Tolerates("a", 5), Tolerates("a", 60)], [Taint("a")], Start));

    [Fact]
    public void WithDefaults_adds_what_the_pod_says_nothing_of()
    {
        Assert.Equal<(string?, long?)>([(TaintKey.NotReady, 300), (TaintKey.Unreachable, 0)], Keys(Tolerance.WithDefaults([], 300, 0)));
        Assert.Equal<(string?, long?)>([(TaintKey.Unreachable, 9), (TaintKey.NotReady, 300)], Keys(Tolerance.WithDefaults([Tolerates(TaintKey.Unreachable, 9)], 300, 0)));
        Assert.Equal<(string?, long?)>([(null, null)], Keys(Tolerance.WithDefaults([new Toleration { Operator = "Exists" }], 300, 0)));
    }

    [Fact]
    public void WithDefaults_applied_again_adds_nothing()
    {
        var once = Tolerance.WithDefaults([], 300, 0);

        Assert.Equal<Toleration>(once, Tolerance.WithDefaults(once, 10, 10));
    }

    private static IEnumerable<(string?, long?)> Keys(ImmutableArray<Toleration> tolerations) => tolerations.Select(one => (one.Key, one.TolerationSeconds));
}
