using System.Collections.Immutable;

namespace Orchestrator.Planning.Scheduling.Snapshot;

/// <summary>Nodes, pods and all that is counted of them, each change of which touches only what it is about.</summary>
internal sealed partial class ClusterIndex
{
    private readonly Dictionary<string, PodEntry> _pods = new(StringComparer.Ordinal);
    private readonly QueryIndex _queries = new();
    private readonly Dictionary<(string Namespace, string Name), HashSet<PodEntry>> _gangs = [];

    public NodeTable Nodes { get; } = new();

    public ChangeLog Changes { get; } = new();

    public int Pods => _pods.Count;

    /// <summary>Nodes with a taint that pods had better keep off.</summary>
    public int DislikedNodes { get; private set; }

    /// <summary>The pods of a group that are on nodes and stay there.</summary>
    public IEnumerable<PodEntry> PodsInGang(string ns, string name) => (_gangs.GetValueOrDefault((ns, name)) ?? []).Where(entry => !entry.Pod.Terminating);

    public int InGang(string ns, string name) => PodsInGang(ns, name).Count();

    public PodEntry? Pod(string uid) => _pods.GetValueOrDefault(uid);

    public PodEntry Add(ClusterPod pod, PodClass podClass, int slot)
    {
        var entry = new PodEntry(pod, podClass, slot);
        _pods.Add(pod.Uid, entry);
        Put(entry);
        return entry;
    }

    /// <summary>Takes a pod off its node; <see cref="Restore"/> puts it back.</summary>
    public void Remove(PodEntry entry)
    {
        _pods.Remove(entry.Pod.Uid);
        Take(entry);
    }

    public void Restore(PodEntry entry)
    {
        _pods.Add(entry.Pod.Uid, entry);
        Put(entry);
    }

    /// <summary>What else there is to say of a pod that stays where it is. One that was told to end takes its room still, but is nobody's victim again.</summary>
    public void Replace(PodEntry entry, ClusterPod pod)
    {
        Nodes.Leaving[entry.Slot] += (pod.Terminating ? 1 : 0) - (entry.Pod.Terminating ? 1 : 0);
        Recount(entry, pod);
        Regroup(entry, pod);
        FindLeastPriority(entry.Slot);
        Changes.Add(entry.Slot);
    }

    public void SetNamespace(string ns, ImmutableSortedDictionary<string, string> labels)
    {
        foreach (var (query, set, matches) in _queries.SetNamespace(ns, labels))
        {
            if (matches)
            {
                query.Matching.Add(set);
                set.CountedIn.AddRange(query.Counts);
                set.SelectedBy.AddRange(query.Terms);
            }
            else
            {
                query.Matching.Remove(set);
                set.CountedIn.RemoveAll(query.Counts.Contains);
                set.SelectedBy.RemoveAll(query.Terms.Contains);
            }

            for (var pod = set.First; pod is not null; pod = pod.Next)
            {
                query.Counts.ForEach(count => count.AddPod(pod.Slot, matches ? 1 : -1));
            }
        }

        Changes.Break();
    }

    private void Put(PodEntry entry)
    {
        var slot = entry.Slot;
        entry.Index = Nodes.Pods[slot].Count;
        Nodes.Pods[slot].Add(entry);
        Charge(entry, 1);
        entry.Class.Labels.Link(entry);
        entry.Class.Pods++;
        Count(entry, 1);
        if (entry.Pod.Gang is not null)
        {
            Join(entry);
        }

        if (entry.Pod.Terminating)
        {
            Nodes.Leaving[slot]++;
        }
        else if (entry.Pod.Priority < Nodes.LeastPriority[slot])
        {
            Nodes.LeastPriority[slot] = entry.Pod.Priority;
        }

        Changes.Add(slot);
    }

    private void Take(PodEntry entry)
    {
        var slot = entry.Slot;
        var list = Nodes.Pods[slot];
        var last = list[^1];
        list[entry.Index] = last;
        last.Index = entry.Index;
        list.RemoveAt(list.Count - 1);
        Charge(entry, -1);
        entry.Class.Labels.Unlink(entry);
        entry.Class.Pods--;
        Count(entry, -1);
        if (entry.Pod.Gang is not null)
        {
            Leave(entry);
        }

        if (entry.Pod.Terminating)
        {
            Nodes.Leaving[slot]--;
        }
        else if (entry.Pod.Priority == Nodes.LeastPriority[slot])
        {
            FindLeastPriority(slot);
        }

        Changes.Add(slot);
    }

    // What a pod says of its group can change while it runs.
    private void Regroup(PodEntry entry, ClusterPod pod)
    {
        var moves = entry.Pod.Gang != pod.Gang;
        if (moves && entry.Pod.Gang is not null)
        {
            Leave(entry);
        }

        entry.Pod = pod;
        if (moves && pod.Gang is not null)
        {
            Join(entry);
        }
    }

    private void Join(PodEntry entry)
    {
        var key = (entry.Class.Profile.Namespace, entry.Pod.Gang!);
        if (!_gangs.TryGetValue(key, out var members))
        {
            members = [];
            _gangs.Add(key, members);
        }

        members.Add(entry);
    }

    private void Leave(PodEntry entry)
    {
        var key = (entry.Class.Profile.Namespace, entry.Pod.Gang!);
        var members = _gangs[key];
        members.Remove(entry);
        if (members.Count == 0)
        {
            _gangs.Remove(key);
        }
    }

    private void Charge(PodEntry entry, int change)
    {
        foreach (var ask in entry.Class.Asks)
        {
            Nodes.Free[ask.Resource][entry.Slot] -= ask.Amount * change;
        }

        Nodes.ScoredMilliCpu[entry.Slot] += Amount.Requested(entry.Class.Profile.ScoredMilliCpu) * change;
        Nodes.ScoredMemory[entry.Slot] += Amount.Requested(entry.Class.Profile.ScoredMemoryBytes) * change;
    }

    private static void Count(PodEntry entry, int change)
    {
        foreach (var count in entry.Class.Labels.CountedIn)
        {
            if (count.Counts(entry.Pod))
            {
                count.AddPod(entry.Slot, change);
            }
        }

        foreach (var term in entry.Class.Refuses)
        {
            term.AddRefusing(entry.Slot, change);
        }

        foreach (var (term, weight) in entry.Class.Weighs)
        {
            term.AddWeight(entry.Slot, weight, change);
        }
    }

    private static void Recount(PodEntry entry, ClusterPod pod)
    {
        foreach (var count in entry.Class.Labels.CountedIn)
        {
            if (count.Counts(pod) != count.Counts(entry.Pod))
            {
                count.AddPod(entry.Slot, count.Counts(pod) ? 1 : -1);
            }
        }
    }

    private void FindLeastPriority(int slot)
    {
        var least = int.MaxValue;
        foreach (var entry in Nodes.Pods[slot])
        {
            least = entry.Pod.Terminating ? least : Math.Min(least, entry.Pod.Priority);
        }

        Nodes.LeastPriority[slot] = least;
    }
}
