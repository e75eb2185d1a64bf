using System.Collections.Immutable;
using Orchestrator.Planning.Explaining;

namespace Orchestrator.Planning.Tests.Explaining;

public sealed class WorkloadExplainerTests
{
    [Fact]
    public void Pods_with_the_same_trouble_are_one_group_and_the_worst_comes_first()
    {
        var explanation = WorkloadExplainer.Explain(Workload(4, Pod("d", PodState.Starting, "PullingImage"), Pod("b", PodState.Restarting, "Error"), Pod("a", PodState.Restarting, "Error"), Pod("c", PodState.Running)));

        Assert.Equal((false, 1), (explanation.IsWell, explanation.Running));
        Assert.Equal(["a,b", "d"], explanation.Groups.Select(group => string.Join(',', group.Names)));
        Assert.Equal(PodState.Restarting, explanation.Groups[0].Example.State);
    }

    [Fact]
    public void Pods_that_end_in_time_or_have_been_replaced_count_for_nothing()
    {
        var explanation = WorkloadExplainer.Explain(Workload(1, Pod("a", PodState.Running), Pod("b", PodState.Terminating, "GracePeriod"), Pod("c", PodState.Failed, "Evicted")));

        Assert.True(explanation.IsWell);
        Assert.Empty(explanation.Groups);
    }

    [Theory]
    [InlineData(PodState.Terminating, "Overdue")]
    [InlineData(PodState.NotReady, "ReadinessProbe")]
    public void Pod_that_is_not_well_makes_it_unwell(PodState state, string reason) =>
        Assert.False(WorkloadExplainer.Explain(Workload(1, Pod("a", PodState.Running), Pod("b", state, reason))).IsWell);

    [Fact]
    public void Failed_pod_that_is_not_replaced_counts() => Assert.False(WorkloadExplainer.Explain(Workload(1, Pod("a", PodState.Failed, "Evicted"))).IsWell);

    [Theory]
    [InlineData(true, false, "Paused", "kubectl rollout resume")]
    [InlineData(false, true, "NotSeenYet", "orc doctor")]
    [InlineData(false, false, "PodsMissing", "orc doctor")]
    public void Pods_that_are_missing_have_a_cause(bool paused, bool behind, string reason, string advice)
    {
        var explanation = WorkloadExplainer.Explain(Workload(2, Pod("a", PodState.Running)) with { IsPaused = paused, IsBehind = behind });

        Assert.Equal((false, reason), (explanation.IsWell, Assert.Single(explanation.Causes).Reason));
        Assert.Contains(advice, explanation.Causes[0].Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_to_make_pods_is_told_instead_of_their_absence()
    {
        var explanation = WorkloadExplainer.Explain(Workload(1) with { Troubles = [("FailedCreate", "pods \"a\" is forbidden: exceeded quota.")] });

        Assert.Equal("pods \"a\" is forbidden: exceeded quota", Assert.Single(explanation.Causes).Message);
    }

    [Fact]
    public void Nothing_wanted_and_nothing_there_is_well() => Assert.True(WorkloadExplainer.Explain(Workload(0)).IsWell);

    private static WorkloadSurroundings Workload(int wanted, params PodExplanation[] pods) =>
        new() { Kind = "deployment.apps", Namespace = "shop", Name = "web", Wanted = wanted, Pods = [.. pods] };

    private static PodExplanation Pod(string name, PodState state, string? reason = null) => new()
    {
        Namespace = "shop",
        Name = name,
        State = state,
        Causes = reason is null ? [] : ImmutableArray.Create(new Cause(reason, "it is so")),
        Facts = [],
    };
}
