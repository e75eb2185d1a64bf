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

        return new PendingExplanation
        {
            Nodes = index.Nodes.Count,
            Reasons = [.. found.Select(one => new ReasonCount(one.Key, one.Value.Count, [.. one.Value.Names])).OrderBy(Sentence.Part, StringComparer.Ordinal)],
            NearMisses = NearMisses(index, pod),
        };
    }

    // The nodes that would take the pod if they had more, by how little more that is: the largest share of the asked amounts that is missing.
    private static ImmutableArray<NearMiss> NearMisses(ClusterIndex index, PodClass pod)
    {
        var lacking = new List<(double Share, int Slot)>();
        for (var slot = 0; slot < index.Nodes.End; slot++)
        {
            if (pod.Unoffered.Count == 0 && pod.Nodes.Has(slot) && Filters.PodFit.Agrees(index, pod, slot) && !Filters.PodFit.HasRoom(index.Nodes, pod, slot))
            {
                lacking.Add((pod.Asks.Max(ask => (ask.Amount - index.Nodes.Free[ask.Resource][slot]) / (double)ask.Amount), slot));
            }
        }

        return [.. lacking.OrderBy(one => one.Share).ThenBy(one => index.Nodes.Nodes[one.Slot]!.Name, StringComparer.Ordinal).Take(NearMissesMax).Select(one => Miss(index.Nodes, pod, one.Slot))];
    }

    private static NearMiss Miss(NodeTable nodes, PodClass pod, int slot) => new(
        nodes.Nodes[slot]!.Name,
        [.. pod.Asks.Where(ask => nodes.Free[ask.Resource][slot] < ask.Amount)
            .Select(ask => new Shortfall(ask.Name, ask.Amount, nodes.Free[ask.Resource][slot], nodes.Allocatable[ask.Resource][slot]))]);
}
