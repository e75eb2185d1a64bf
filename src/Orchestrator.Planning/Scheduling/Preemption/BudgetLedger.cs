using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Preemption;

/// <summary>What budgets still allow while victims are chosen, one pod after the other.</summary>
internal sealed class BudgetLedger(IReadOnlyList<DisruptionBudget> budgets)
{
    private readonly int[] _left = [.. budgets.Select(budget => budget.DisruptionsAllowed)];
    private readonly int[] _trial = new int[budgets.Count];

    public bool IsEmpty => budgets.Count == 0;

    /// <summary>Raised with each pod that a budget covers and that is disrupted.</summary>
    public int Spent { get; private set; }

    /// <summary>Begins a trial; nothing of the last one counts.</summary>
    public void Begin() => _left.CopyTo(_trial, 0);

    /// <summary>Takes a pod from its budgets in the trial; true where one of them does not allow it.</summary>
    public bool Violates(PodEntry pod)
    {
        var violates = false;
        for (var i = 0; i < budgets.Count; i++)
        {
            violates |= Covers(budgets[i], pod) && --_trial[i] < 0;
        }

        return violates;
    }

    /// <summary>A pod is disrupted.</summary>
    public void Spend(PodEntry pod)
    {
        for (var i = 0; i < budgets.Count; i++)
        {
            var one = Covers(budgets[i], pod) ? 1 : 0;
            _left[i] -= one;
            Spent += one;
        }
    }

    private static bool Covers(DisruptionBudget budget, PodEntry pod) =>
        budget.Namespace == pod.Class.Profile.Namespace && !budget.Selector.IsEmpty && budget.Selector.Matches(pod.Class.Profile.Labels);
}
