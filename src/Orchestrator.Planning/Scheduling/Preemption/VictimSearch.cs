using Orchestrator.Planning.Scheduling.Filters;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Preemption;

/// <summary>
/// Finds who has to go for a pod that no node takes (Kubernetes' documentation, "Pod Priority and Preemption"): on each node all that matter less are thought away, and
/// then as many as possible are let back, those first whom a disruption budget keeps, those before others that matter more.
/// </summary>
internal sealed class VictimSearch(ClusterIndex index)
{
    private const int CandidatesMin = 100;
    private const int CandidatesPercent = 10;
    private readonly RoomTrial _room = new(index.Nodes);
    private readonly ClusterTrial _whole = new(index);
    private readonly Dictionary<(PodClass Class, int Priority), KnownDisplacements> _known = [];
    private readonly List<PodEntry> _lower = [];
    private readonly List<PodEntry> _kept = [];
    private readonly List<PodEntry> _others = [];

    /// <summary>Forgets what was found before.</summary>
    public void Begin() => _known.Clear();

    /// <summary>The displacement that does least harm among those of as many nodes as Kubernetes looks at; null where none helps.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="podClass">Its class.</param>
    /// <param name="budgets">What budgets allow.</param>
    /// <param name="chance">Decides where the search begins.</param>
    public Displacement? Find(ClusterPod pod, PodClass podClass, BudgetLedger budgets, ulong chance)
    {
        ITrial trial = PodFit.NeedsAgreement(index, podClass) || MayBeMinded(podClass) ? _whole : _room;
        var known = Known(pod, podClass, budgets, chance, trial);
        var enough = Math.Max(CandidatesMin, index.Nodes.Count * CandidatesPercent / 100);
        for (; known.Visited < index.Nodes.End && known.BySlot.Count < enough; known.Visited++)
        {
            Look(pod, podClass, (known.Start + known.Visited) % index.Nodes.End, budgets, trial, known);
        }

        known.Version = index.Changes.Version;
        return Best(known.BySlot.Values);
    }

    // Pods for which room is kept are on no node yet, and are not counted among those that mind others.
    private bool MayBeMinded(PodClass podClass) => index.HasNominations && podClass.Labels.SelectedBy.Count > 0;

    private static Displacement? Best(IEnumerable<Displacement> all)
    {
        Displacement? best = null;
        foreach (var one in all)
        {
            // Of two that do as much harm the node decides, and not the order of looking.
            var better = best is null || one.IsBetterThan(best) || (!best.IsBetterThan(one) && one.Slot < best.Slot);
            best = better ? one : best;
        }

        return best;
    }

    // A pod for which room is kept sees its own node otherwise than others do, and thinking pods away that mean something to each other changes more than one node.
    private KnownDisplacements Known(ClusterPod pod, PodClass podClass, BudgetLedger budgets, ulong chance, ITrial trial)
    {
        var start = (int)(chance % (ulong)Math.Max(1, index.Nodes.End));
        if (trial == _whole || index.NominationOf(pod.Uid) is not null)
        {
            return new KnownDisplacements(start, budgets.Spent);
        }

        var key = (podClass, pod.Priority);
        if (_known.TryGetValue(key, out var known) && known.Budgets == budgets.Spent && index.Changes.Since(known.Version, out var changed))
        {
            foreach (var slot in changed)
            {
                known.BySlot.Remove(slot);
                Look(pod, podClass, slot, budgets, trial, known);
            }

            return known;
        }

        return _known[key] = new KnownDisplacements(start, budgets.Spent);
    }

    private void Look(ClusterPod pod, PodClass podClass, int slot, BudgetLedger budgets, ITrial trial, KnownDisplacements known)
    {
        if (MayHelp(pod, podClass, slot) && On(pod, podClass, slot, budgets, trial) is { } found)
        {
            known.BySlot[slot] = found;
        }
    }

    /// <summary>Whether it may help at all to evict pods: nothing but what pods take is in the way, and the whole node would be enough.</summary>
    public bool MayHelp(ClusterPod pod, PodClass podClass, int slot)
    {
        if (index.Nodes.LeastPriority[slot] >= pod.Priority && index.Nodes.Leaving[slot] == 0)
        {
            return false;
        }

        if (index.Nodes.Nodes[slot] is null || !podClass.Nodes.Has(slot) || podClass.Unoffered.Count > 0 || !PodFit.IsNear(podClass, slot))
        {
            return false;
        }

        foreach (var ask in podClass.Asks)
        {
            if (index.Nodes.Most[ask.Resource][slot] < ask.Amount)
            {
                return false;
            }
        }

        return true;
    }

    private Displacement? On(ClusterPod pod, PodClass podClass, int slot, BudgetLedger budgets, ITrial trial)
    {
        _lower.Clear();
        trial.Begin(podClass, slot);
        foreach (var other in index.Nodes.Pods[slot])
        {
            if (other.Pod.Priority < pod.Priority)
            {
                _lower.Add(other);
            }
        }

        _lower.ForEach(trial.Remove);
        foreach (var nomination in index.HasNominations ? index.Ahead(pod, slot) : [])
        {
            trial.Add(nomination);
        }

        var found = trial.Fits() ? LetBack(slot, budgets, trial) : null;
        trial.End();
        return found;
    }

    // Those that were told to end are going anyway: they are neither victims nor let back.
    private Displacement LetBack(int slot, BudgetLedger budgets, ITrial trial)
    {
        _lower.RemoveAll(other => other.Pod.Terminating);
        _lower.Sort(Importance.Order);
        Divide(budgets);
        var victims = new List<PodEntry>();
        LetBack(_kept, victims, trial);
        IReadOnlyList<PodEntry> violating = victims.Count == 0 ? [] : [.. victims];
        LetBack(_others, victims, trial);
        victims.Sort(Importance.Order);
        return new Displacement(slot, victims, violating);
    }

    private void Divide(BudgetLedger budgets)
    {
        _kept.Clear();
        _others.Clear();
        if (budgets.IsEmpty)
        {
            _others.AddRange(_lower);
            return;
        }

        budgets.Begin();
        foreach (var pod in _lower)
        {
            (budgets.Violates(pod) ? _kept : _others).Add(pod);
        }
    }

    private static void LetBack(List<PodEntry> pods, List<PodEntry> victims, ITrial trial)
    {
        foreach (var pod in pods)
        {
            trial.Restore(pod);
            if (!trial.Fits())
            {
                trial.Remove(pod);
                victims.Add(pod);
            }
        }
    }
}
