using System.Collections.Immutable;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>All scores of nodes that take a pod, weighed and added up. What scores all nodes alike is left out.</summary>
internal sealed class ScorePass
{
    private readonly ImmutableArray<(IScore Score, long Weight)> _all;
    private readonly ImmutableArray<(IScore Score, long Weight)> _ownOnly;
    private long[] _total = new long[Bits.Width];
    private long[] _one = new long[Bits.Width];

    public ScorePass(ClusterIndex index, SchedulingSettings settings)
    {
        var weights = settings.Weights;
        _ownOnly =
        [
            (new AllocationScore(index.Nodes, settings), weights.Allocation),
            (new BalanceScore(index.Nodes), weights.Balance),
            (new ImageScore(index), weights.Images),
        ];
        _all =
        [
            .. _ownOnly,
            (new TaintScore(index), weights.Taints),
            (new NodeAffinityScore(index.Nodes), weights.NodeAffinity),
            (new SpreadScore(), weights.Spread),
            (new PodAffinityScore(), weights.PodAffinity),
        ];
    }

    /// <summary>Whether a node's score depends on that node alone, and not on which others there are to choose from.</summary>
    public bool IsOwn(PodClass pod)
    {
        for (var i = _ownOnly.Length; i < _all.Length; i++)
        {
            if (_all[i].Score.Applies(pod))
            {
                return false;
            }
        }

        return true;
    }

    public ReadOnlySpan<long> Score(PodClass pod, ReadOnlySpan<int> slots)
    {
        if (_total.Length < slots.Length)
        {
            Array.Resize(ref _total, Math.Max(slots.Length, _total.Length * 2));
            Array.Resize(ref _one, _total.Length);
        }

        var total = _total.AsSpan(0, slots.Length);
        var one = _one.AsSpan(0, slots.Length);
        total.Clear();
        foreach (var (score, weight) in _all)
        {
            if (weight == 0 || !score.Applies(pod))
            {
                continue;
            }

            score.Score(pod, slots, one);
            for (var i = 0; i < slots.Length; i++)
            {
                total[i] += one[i] * weight;
            }
        }

        return total;
    }
}
