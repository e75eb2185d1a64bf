using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>The weights of the preferences that a node meets, by the largest sum.</summary>
internal sealed class NodeAffinityScore(NodeTable nodes) : IScore
{
    public bool Applies(PodClass pod) => pod.NodePreferences.Length > 0;

    public void Score(PodClass pod, ReadOnlySpan<int> slots, Span<long> scores)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            var node = nodes.Nodes[slots[i]]!;
            scores[i] = 0;
            foreach (var preference in pod.NodePreferences)
            {
                scores[i] += preference.Rule.Holds(node, slots[i]) ? preference.Weight : 0;
            }
        }

        Normalizing.ByLargest(scores, lessIsBetter: false);
    }
}
