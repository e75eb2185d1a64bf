using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Explaining;

/// <summary>Looks at every node for a pod that none takes, and keeps names and amounts for people.</summary>
internal static class Explainer
{
    private const int NamesMax = 10;
    private const int NearMissesMax = 3;

    public static PendingExplanation Explain(ClusterIndex index, PodClass pod)
    {
        var found = new Dictionary<string, (int Count, List<string> Names)>(StringComparer.Ordinal);
        var refusals = new List<Refusal>();
        var order = Enumerable.Range(0, index.Nodes.End).Where(slot => index.Nodes.Nodes[slot] is not null).OrderBy(slot => index.Nodes.Nodes[slot]!.Name, StringComparer.Ordinal);
        foreach (var slot in order)
        {
            refusals.Clear();
            Refusals.Add(index, pod, slot, refusals);
            foreach (var refusal in refusals)
            {
                var (count, names) = found.TryGetValue(refusal.Reason, out var before) ? before : (0, []);
                if (count < NamesMax)
                {
                    names.Add(index.Nodes.Nodes[slot]!.Name);
                }

                found[refusal.Reason] = (count + 1, names);
            }
        }

        var lacking = Lacking(index, pod);
        return new PendingExplanation
        {
            Nodes = index.Nodes.Count,
            Reasons = [.. found.Select(one => new ReasonCount(one.Key, one.Value.Count, [.. one.Value.Names])).OrderBy(Sentence.Part, StringComparer.Ordinal)],
            Lacking = lacking.Count,
            NearMisses = [.. lacking.Take(NearMissesMax).Select(slot => Miss(index.Nodes, pod, slot))],
            TooLarge = TooLarge(index.Nodes, pod, lacking),
        };
    }

    // The nodes that would take the pod if they had more, by how little more that is: the largest share of the asked amounts that is missing.
    private static List<int> Lacking(ClusterIndex index, PodClass pod)
    {
        var lacking = new List<(double Share, int Slot)>();
        for (var slot = 0; slot < index.Nodes.End; slot++)
        {
            if (pod.Nodes.Has(slot) && Filters.PodFit.Agrees(index, pod, slot) && !Filters.PodFit.HasRoom(index.Nodes, pod, slot))
            {
                lacking.Add((pod.Asks.Max(ask => (ask.Amount - index.Nodes.Free[ask.Resource][slot]) / (double)ask.Amount), slot));
            }
        }

        return [.. lacking.OrderBy(one => one.Share).ThenBy(one => index.Nodes.Nodes[one.Slot]!.Name, StringComparer.Ordinal).Select(one => one.Slot)];
    }

    private static NearMiss Miss(NodeTable nodes, PodClass pod, int slot) => new(
        nodes.Nodes[slot]!.Name,
        [
            .. pod.Asks.Where(ask => nodes.Free[ask.Resource][slot] < ask.Amount)
                .Select(ask => new Shortfall(ask.Name, ask.Amount, nodes.Free[ask.Resource][slot], nodes.Most[ask.Resource][slot])),
            .. pod.Unoffered.Select(ask => new Shortfall(ask.Name, ask.Amount, 0, 0)),
        ]);

    // What none of these nodes has so much of, even without any pod.
    private static ImmutableArray<Shortfall> TooLarge(NodeTable nodes, PodClass pod, List<int> lacking) => lacking.Count == 0 ? [] :
    [
        .. pod.Asks.Select(ask => new Shortfall(ask.Name, ask.Amount, lacking.Max(slot => nodes.Free[ask.Resource][slot]), lacking.Max(slot => nodes.Most[ask.Resource][slot])))
            .Where(most => most.Allocatable < most.Asked),
        .. pod.Unoffered.Select(ask => new Shortfall(ask.Name, ask.Amount, 0, 0)),
    ];
}
