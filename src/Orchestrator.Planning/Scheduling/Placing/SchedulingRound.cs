using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Orchestrator.Planning.Scheduling.Explaining;
using Orchestrator.Planning.Scheduling.Gangs;
using Orchestrator.Planning.Scheduling.Preemption;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Placing;

/// <summary>One pass over a batch of pods.</summary>
internal sealed partial class SchedulingRound(ClusterIndex index, SchedulingSettings settings)
{
    private readonly Placer _placer = new(index, settings);
    private readonly VictimSearch _victims = new(index);
    private readonly Journal _journal = new(index);
    private readonly Dictionary<PodClass, int> _alike = [];
    private readonly Dictionary<PodClass, (int Revision, Tally Tally)> _tallies = [];
    private readonly Dictionary<(PodClass Class, int Priority, bool Never), (int Position, PendingExplanation Explanation)> _failures = [];
    private BudgetLedger _budgets = new([]);

    /// <summary>Undoes what the last round did.</summary>
    public void Undo() => _journal.Undo(0);

    public SchedulingResult Run(IReadOnlyList<ClusterPod> pods, SchedulingContext context)
    {
        index.Sweep();
        _journal.Clear();
        _alike.Clear();
        _failures.Clear();
        _tallies.Clear();
        _victims.Begin();
        _budgets = new BudgetLedger(context.Budgets);
        var waiting = new Waiting[pods.Count];
        for (var i = 0; i < pods.Count; i++)
        {
            waiting[i] = new Waiting(i, pods[i], index.Class(pods[i].Profile));
            _alike[waiting[i].Class] = _alike.GetValueOrDefault(waiting[i].Class) + 1;
        }

        var decisions = new PodDecision[pods.Count];
        var gangs = new GangQueue(waiting, context.Gangs);
        foreach (var one in InOrder(waiting))
        {
            if (decisions[one.Position] is not null)
            {
                continue;
            }

            if (gangs.Of(one.Pod) is { } gang)
            {
                DecideTogether(gang, gangs.Members(gang), decisions);
            }
            else
            {
                decisions[one.Position] = Decide(one);
            }
        }

        return new SchedulingResult(ImmutableCollectionsMarshal.AsImmutableArray(decisions), Release(context));
    }

    // Stable, so that among equals whoever came first is first.
    private static IEnumerable<Waiting> InOrder(Waiting[] waiting) =>
        Array.TrueForAll(waiting, one => one.Pod.Priority == waiting[0].Pod.Priority) ? waiting : waiting.OrderByDescending(one => one.Pod.Priority);

    private PodDecision Decide(Waiting one)
    {
        if (Place(one) is { } placed)
        {
            return placed;
        }

        // Others of its kind failed already, and nothing has changed since. Who has a node that keeps room is not of their kind.
        var key = (one.Class, one.Pod.Priority, one.Pod.NeverPreempts);
        if (_failures.TryGetValue(key, out var failure) && failure.Position == _journal.Position && index.NominationOf(one.Pod.Uid) is null)
        {
            return new PodDecision { Pod = one.Pod, Explanation = failure.Explanation };
        }

        var decision = Displace(one, TallyOf(one));
        if (decision.NominatedNodeName is null)
        {
            _failures[key] = (_journal.Position, decision.Explanation!);
        }

        return decision;
    }

    // As long as nothing was placed, nodes say what they said.
    private Tally TallyOf(Waiting one)
    {
        if (_tallies.TryGetValue(one.Class, out var known) && known.Revision == _journal.Revision && !known.Tally.DependsOnNominations)
        {
            return known.Tally;
        }

        var tally = Tally.Of(index, one.Pod, one.Class);
        _tallies[one.Class] = (_journal.Revision, tally);
        return tally;
    }

    private PodDecision? Place(Waiting one)
    {
        var slot = index.Pod(one.Pod.Uid) is { } known ? known.Slot : Choose(one);
        return slot < 0 ? null : new PodDecision { Pod = one.Pod, NodeName = index.Nodes.Nodes[slot]!.Name };
    }

    private int Choose(Waiting one)
    {
        var slot = _placer.Choose(one.Pod, one.Class, _alike[one.Class]);
        if (slot >= 0)
        {
            _journal.Add(one.Pod, one.Class, slot);
        }

        return slot;
    }
}
