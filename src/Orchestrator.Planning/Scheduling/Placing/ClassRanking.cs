using Orchestrator.Planning.Scheduling.Filters;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Placing;

/// <summary>
/// All nodes for pods of one class, as a tournament: after a node has changed, the best is known again by replaying that node's matches alone. So a thousand replicas cost one look
/// at all nodes and then a little each. It holds for classes of which one pod more changes nothing for the next but that node.
/// </summary>
internal sealed class ClassRanking
{
    private const long Unfit = -1;
    private readonly ClusterIndex _index;
    private readonly ScorePass _scores;
    private readonly PodClass _class;
    private readonly ulong _salt;
    private long[] _score = [];
    private int[] _winner = [];
    private int _leaves;
    private long _version = -1;

    public ClassRanking(ClusterIndex index, ScorePass scores, PodClass podClass, ulong salt)
    {
        (_index, _scores, _class, _salt) = (index, scores, podClass, salt);
    }

    /// <summary>The best node, or less than zero where none takes such a pod.</summary>
    public int Best()
    {
        if (_version < 0 || !_index.Changes.Since(_version, out var changed) || changed.Length > _leaves / 4)
        {
            Build();
        }
        else
        {
            foreach (var slot in changed)
            {
                _score[slot] = Score(slot);
                Replay(slot);
            }
        }

        _version = _index.Changes.Version;
        return _leaves == 0 || _score[_winner[1]] == Unfit ? -1 : _winner[1];
    }

    private void Build()
    {
        var end = _index.Nodes.End;
        _leaves = end == 0 ? 0 : (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(end, 2));
        _score = new long[_leaves];
        _winner = new int[2 * _leaves];
        Array.Fill(_score, Unfit);
        ScoreAll();
        for (var leaf = 0; leaf < _leaves; leaf++)
        {
            _winner[_leaves + leaf] = leaf;
        }

        for (var match = _leaves - 1; match > 0; match--)
        {
            _winner[match] = Better(_winner[2 * match], _winner[(2 * match) + 1]);
        }
    }

    private void ScoreAll()
    {
        if (_class.Unoffered.Count > 0)
        {
            return;
        }

        Span<int> slots = stackalloc int[Bits.Width];
        for (var word = 0; word < Bits.Words(_index.Nodes.End); word++)
        {
            var count = 0;
            for (var mask = CandidateSearch.Roomy(_index, _class, word); mask != 0; mask &= mask - 1)
            {
                var slot = (word << 6) + System.Numerics.BitOperations.TrailingZeroCount(mask);
                if (DeviceFit.Fits(_index, _class, slot))
                {
                    slots[count++] = slot;
                }
            }

            var scores = _scores.Score(_class, slots[..count]);
            for (var i = 0; i < count; i++)
            {
                _score[slots[i]] = scores[i];
            }
        }
    }

    private long Score(int slot)
    {
        var takes = _index.Nodes.Nodes[slot] is not null && _class.Nodes.Has(slot) && PodFit.HasRoom(_index.Nodes, _class, slot)
            && DeviceFit.Fits(_index, _class, slot);
        return takes ? _scores.Score(_class, [slot])[0] : Unfit;
    }

    private void Replay(int slot)
    {
        for (var match = (_leaves + slot) / 2; match > 0; match /= 2)
        {
            _winner[match] = Better(_winner[2 * match], _winner[(2 * match) + 1]);
        }
    }

    private int Better(int left, int right) =>
        _score[left] > _score[right] || (_score[left] == _score[right] && Chance(left) >= Chance(right)) ? left : right;

    private ulong Chance(int slot) => slot < _index.Nodes.End ? StableHash.Mix(_index.Nodes.Hash[slot] ^ _salt) : 0;
}
