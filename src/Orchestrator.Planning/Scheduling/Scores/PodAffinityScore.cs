using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>What the pod would like of pods that are near, and they of it, by where a node stands between the least and the most.</summary>
internal sealed class PodAffinityScore : IScore
{
    public bool Applies(PodClass pod)
    {
        foreach (var (count, _) in pod.Likes)
        {
            if (count.Total > 0)
            {
                return true;
            }
        }

        foreach (var term in pod.Labels.SelectedBy)
        {
            if (term.Weighing > 0)
            {
                return true;
            }
        }

        return false;
    }

    public void Score(PodClass pod, ReadOnlySpan<int> slots, Span<long> scores)
    {
        scores.Clear();
        foreach (var (count, weight) in pod.Likes)
        {
            for (var i = 0; i < slots.Length; i++)
            {
                scores[i] += count.At(slots[i]) * weight;
            }
        }

        foreach (var term in pod.Labels.SelectedBy)
        {
            if (term.Weighing == 0)
            {
                continue;
            }

            for (var i = 0; i < slots.Length; i++)
            {
                scores[i] += term.Weight(slots[i]);
            }
        }

        Normalizing.ByRange(scores);
    }
}
