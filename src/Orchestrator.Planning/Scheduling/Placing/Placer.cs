using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Placing;

/// <summary>Chooses nodes, one pod at a time.</summary>
internal sealed class Placer(ClusterIndex index, SchedulingSettings settings)
{
    // With fewer pods to come of a class, looking at a share of the nodes for each costs less than looking at all of them once.
    private const int WorthRanking = 6;
    private const int RankingsMax = 64;

    private readonly CandidateSearch _search = new(index, settings);
    private readonly ScorePass _scores = new(index, settings);
    private readonly Dictionary<PodClass, ClassRanking> _rankings = [];

    /// <summary>The best node for a pod, or less than zero where none takes it.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="podClass">Its class.</param>
    /// <param name="alike">How many pods of the class are to be placed, this one among them.</param>
    public int Choose(ClusterPod pod, PodClass podClass, int alike)
    {
        if (index.HasNominations && index.NominationOf(pod.Uid) is { } nomination && Takes(pod, podClass, nomination.Slot))
        {
            return nomination.Slot;
        }

        if ((alike >= WorthRanking || _rankings.ContainsKey(podClass)) && !index.HasNominations && podClass.IsIndependent && _scores.IsOwn(podClass))
        {
            return Ranking(podClass).Best();
        }

        var chance = StableHash.Mix(StableHash.Of(pod.Uid) ^ settings.Seed);
        return Best(podClass, _search.Find(pod, podClass, chance), chance);
    }

    private bool Takes(ClusterPod pod, PodClass podClass, int slot) =>
        index.Nodes.Nodes[slot] is not null && podClass.Nodes.Has(slot) && Filters.PodFit.Fits(index, podClass, slot) && CandidateSearch.LetsGoFirst(index, pod, podClass, slot);

    private int Best(PodClass podClass, ReadOnlySpan<int> slots, ulong chance)
    {
        if (slots.Length <= 1)
        {
            return slots.IsEmpty ? -1 : slots[0];
        }

        var scores = _scores.Score(podClass, slots);
        var best = -1;
        var (bestScore, bestChance) = (long.MinValue, 0UL);
        for (var i = 0; i < slots.Length; i++)
        {
            if (scores[i] < bestScore)
            {
                continue;
            }

            // Among equals the choice is by chance, and the same whichever is seen first.
            var own = StableHash.Mix(index.Nodes.Hash[slots[i]] ^ chance);
            if (scores[i] > bestScore || own > bestChance)
            {
                (best, bestScore, bestChance) = (slots[i], scores[i], own);
            }
        }

        return best;
    }

    private ClassRanking Ranking(PodClass podClass)
    {
        if (!_rankings.TryGetValue(podClass, out var ranking))
        {
            if (_rankings.Count == RankingsMax)
            {
                _rankings.Clear();
            }

            ranking = new ClassRanking(index, _scores, podClass, StableHash.Mix(settings.Seed ^ StableHash.Of(podClass.Text)));
            _rankings.Add(podClass, ranking);
        }

        return ranking;
    }
}
