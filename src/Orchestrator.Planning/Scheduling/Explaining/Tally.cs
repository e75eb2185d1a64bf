using System.Numerics;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling.Explaining;

/// <summary>How many nodes refuse a pod for which reasons, without their names: 64 nodes at once as long as only what is left of them is in the way.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<Refusal> _refusals = [];

    private Tally(int nodes) => Nodes = nodes;

    public int Nodes { get; }

    /// <summary>How many nodes might take the pod if others were evicted.</summary>
    public int Helpable { get; private set; }

    /// <summary>Whether room that is kept for others was in the way, so that it holds for this pod and this moment alone.</summary>
    public bool DependsOnNominations { get; private set; }

    public static Tally Of(ClusterIndex index, ClusterPod pod, PodClass podClass)
    {
        var tally = new Tally(index.Nodes.Count);
        for (var word = 0; word < Bits.Words(index.Nodes.End); word++)
        {
            var alive = index.Nodes.Alive[word];
            var looked = podClass.Profile.HostPorts.IsEmpty && podClass.Unoffered.Count == 0 ? tally.AddShortages(index.Nodes, podClass, word) : 0;
            for (var mask = alive & ~looked; mask != 0; mask &= mask - 1)
            {
                tally.Add(index, pod, podClass, (word << 6) + BitOperations.TrailingZeroCount(mask));
            }
        }

        return tally;
    }

    public PendingExplanation Explanation() => new()
    {
        Nodes = Nodes,
        Reasons = [.. _counts.Select(one => new ReasonCount(one.Key, one.Value, [])).OrderBy(Sentence.Part, StringComparer.Ordinal)],
    };

    // The nodes that are counted here: all that the rules take and that lack some resource.
    private ulong AddShortages(NodeTable nodes, PodClass podClass, int word)
    {
        var taking = nodes.Alive[word] & podClass.Nodes.Words[word];
        var (lacking, hopeless) = (0UL, 0UL);
        foreach (var ask in podClass.Asks)
        {
            var few = taking & ~Bits.AtLeast(nodes.Free[ask.Resource], word, ask.Amount);
            if (few != 0)
            {
                Count(ask.Name == ResourceName.Pods ? FitReason.Pods : FitReason.Insufficient(ask.Name), BitOperations.PopCount(few));
                lacking |= few;
                hopeless |= few & ~Bits.AtLeast(nodes.Most[ask.Resource], word, ask.Amount);
            }
        }

        Helpable += BitOperations.PopCount(lacking & ~hopeless);
        return lacking;
    }

    private void Add(ClusterIndex index, ClusterPod pod, PodClass podClass, int slot)
    {
        _refusals.Clear();
        Refusals.Add(index, podClass, slot, _refusals);
        if (_refusals.Count == 0)
        {
            AddBesideNominated(index, pod, podClass, slot);
        }

        var helpable = true;
        foreach (var refusal in _refusals)
        {
            Count(refusal.Reason, 1);
            helpable &= refusal.Helpable;
        }

        Helpable += helpable ? 1 : 0;
    }

    private void AddBesideNominated(ClusterIndex index, ClusterPod pod, PodClass podClass, int slot)
    {
        DependsOnNominations = true;
        var ahead = index.AddAhead(pod, slot);
        Refusals.Add(index, podClass, slot, _refusals);
        index.RemoveAll(ahead);
    }

    private void Count(string reason, int count) => _counts[reason] = _counts.GetValueOrDefault(reason) + count;
}
