using Orchestrator.Planning.Nodes;
using Orchestrator.Planning.Scheduling.Snapshot;
using Orchestrator.Resources.Core;

namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>How few taints a node has that the pod had better keep off, by the largest number.</summary>
internal sealed class TaintScore(ClusterIndex index) : IScore
{
    public bool Applies(PodClass pod) => index.DislikedNodes > 0;

    public void Score(PodClass pod, ReadOnlySpan<int> slots, Span<long> scores)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            scores[i] = 0;
            foreach (var taint in index.Nodes.Nodes[slots[i]]!.Taints)
            {
                scores[i] += taint.Effect == TaintEffect.PreferNoSchedule && !Tolerance.Has(pod.Profile.Tolerations, taint) ? 1 : 0;
            }
        }

        Normalizing.ByLargest(scores, lessIsBetter: true);
    }
}
