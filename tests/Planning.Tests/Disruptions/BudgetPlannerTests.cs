using System.Collections.Immutable;
using Orchestrator.Planning.Disruptions;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Policy;

namespace Orchestrator.Planning.Tests.Disruptions;

public sealed class BudgetPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("4", null, 5, 5, 5, 5, 4, 1)]
    [InlineData("4", null, 5, 3, 5, 5, 4, 0)]
    [InlineData("50%", null, 5, 5, 7, 7, 4, 1)]
    [InlineData(null, "1", 5, 5, 7, 7, 6, 0)]
    [InlineData(null, "30%", 5, 5, 5, 5, 3, 2)]
    [InlineData(null, "100%", 5, 0, 5, 5, 0, 0)]
    [InlineData(null, null, 3, 3, 3, 3, 0, 3)]
    public void Budget_says_how_many_may_go(string? least, string? most, int pods, int ready, int replicas, int expected, int desired, int allowed)
    {
        var budget = Budget(least, most);
        var expectedPods = most is null && least?.EndsWith('%') != true ? pods : expected;

        var status = BudgetPlanner.Plan(budget, View(pods, ready, replicas), Now);

        Assert.Equal((expectedPods, ready, desired, allowed), (status.ExpectedPods, status.CurrentHealthy, status.DesiredHealthy, status.DisruptionsAllowed));
        Assert.Equal((allowed > 0 ? "True" : "False", allowed > 0 ? "SufficientPods" : "InsufficientPods"), (status.Conditions.Single().Status, status.Conditions.Single().Reason));
    }

    [Fact]
    public void Grant_counts_until_its_pod_is_gone_or_nobody_carries_it_out()
    {
        var budget = Budget("3", null);
        var view = View(5, 5, 5);
        var granted = BudgetPlanner.Grant(BudgetPlanner.Plan(budget, view, Now), "p0", Now);
        Assert.Equal((1, 4), (granted.DisruptionsAllowed, granted.CurrentHealthy));
        budget = budget with { Status = granted };

        var before = BudgetPlanner.Plan(budget, view, Now.AddMinutes(1));
        var gone = BudgetPlanner.Plan(budget, View(5, 5, 5, first: 1), Now.AddMinutes(1));
        var forgotten = BudgetPlanner.Plan(budget, view, BudgetPlanner.NextEnd(granted)!.Value);

        Assert.Equal((1, 4, 1), (before.DisruptionsAllowed, before.CurrentHealthy, before.DisruptedPods.Count));
        Assert.Equal((1, 4, 0), (gone.DisruptionsAllowed, gone.CurrentHealthy, gone.DisruptedPods.Count));
        Assert.Equal((2, 5, 0), (forgotten.DisruptionsAllowed, forgotten.CurrentHealthy, forgotten.DisruptedPods.Count));
    }

    [Theory]
    [InlineData(null, 4, 4, true)]
    [InlineData(null, 3, 4, false)]
    [InlineData("IfHealthyBudget", 3, 4, false)]
    [InlineData("AlwaysAllow", 3, 4, true)]
    public void Pod_that_is_not_ready_goes_where_the_others_are_enough(string? policy, int healthy, int desired, bool goes)
    {
        var budget = Budget("4", null);
        budget = budget with { Spec = budget.Spec with { UnhealthyPodEvictionPolicy = policy } };

        Assert.Equal(goes, EvictionRules.GoesUnhealthy(PodOf(0, isReady: false), budget, new PodDisruptionBudgetStatus { CurrentHealthy = healthy, DesiredHealthy = desired }));
        Assert.False(EvictionRules.GoesUnhealthy(PodOf(0, isReady: true), budget, new PodDisruptionBudgetStatus { CurrentHealthy = healthy, DesiredHealthy = desired }));
    }

    private static PodDisruptionBudget Budget(string? least, string? most) => new()
    {
        Metadata = new ObjectMeta { Name = "budget", Generation = 3 },
        Spec = new PodDisruptionBudgetSpec { MinAvailable = Value(least), MaxUnavailable = Value(most), Selector = new LabelSelector() },
    };

    private static IntOrString? Value(string? text) => text is null ? null : int.TryParse(text, out var number) ? IntOrString.Of(number) : IntOrString.Of(text);

    // The pods belong to two sets of one deployment, as in the middle of a roll-out.
    private static BudgetView View(int pods, int ready, int replicas, int first = 0) => new(
        [.. Enumerable.Range(first, pods - first).Select(index => PodOf(index, index < ready))],
        ImmutableDictionary<string, ControllerView>.Empty.Add("set-0", new ControllerView("deployment", replicas)).Add("set-1", new ControllerView("deployment", replicas)));

    private static Pod PodOf(int index, bool isReady) => new()
    {
        Metadata = new ObjectMeta { Name = $"p{index}", OwnerReferences = [new OwnerReference { Uid = $"set-{index % 2}", Controller = true }] },
        Status = new PodStatus { Phase = "Running", Conditions = [new PodCondition { Type = "Ready", Status = isReady ? "True" : "False" }] },
    };
}
