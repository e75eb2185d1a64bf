using Orchestrator.Planning.Scheduling.Filters;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>
/// How few of the pods that are spread a node's parts have. A constraint over many parts weighs more, by the logarithm of their number, because each of them has few pods; nodes
/// that lack a key are the worst.
/// </summary>
internal sealed class SpreadScore : IScore
{
    private const long Ignored = -1;
    private int[] _seen = [];
    private int _pass;

    public bool Applies(PodClass pod) => pod.SoftSpread.Length > 0;

    public void Score(PodClass pod, ReadOnlySpan<int> slots, Span<long> scores)
    {
        Span<double> weights = stackalloc double[Math.Min(pod.SoftSpread.Length, 64)];
        if (pod.SoftSpread.Length > weights.Length)
        {
            weights = new double[pod.SoftSpread.Length];
        }

        for (var rule = 0; rule < pod.SoftSpread.Length; rule++)
        {
            weights[rule] = Math.Log(Parts(pod, pod.SoftSpread[rule], slots) + 2);
        }

        for (var i = 0; i < slots.Length; i++)
        {
            scores[i] = HasKeys(pod, slots[i]) ? Raw(pod, slots[i], weights) : Ignored;
        }

        Normalize(scores);
    }

    private static long Raw(PodClass pod, int slot, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var rule = 0; rule < pod.SoftSpread.Length; rule++)
        {
            // Only constraints that nobody wrote let a node without the key be there.
            sum += pod.SoftSpread[rule].HasKey(slot) ? (pod.SoftSpread[rule].Count.At(slot) * weights[rule]) + (pod.SoftSpread[rule].MaxSkew - 1) : 0;
        }

        return (long)Math.Round(sum, MidpointRounding.AwayFromZero);
    }

    private static void Normalize(Span<long> scores)
    {
        var (least, largest) = (long.MaxValue, 0L);
        foreach (var score in scores)
        {
            (least, largest) = score == Ignored ? (least, largest) : (Math.Min(least, score), Math.Max(largest, score));
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = scores[i] == Ignored ? 0 : largest == 0 ? Normalizing.Best : Normalizing.Best * (largest + least - scores[i]) / largest;
        }
    }

    private static bool HasKeys(PodClass pod, int slot)
    {
        foreach (var rule in pod.SoftSpread)
        {
            if (!rule.HasKey(slot) && !pod.Profile.IsSpreadByDefault)
            {
                return false;
            }
        }

        return true;
    }

    // The parts that the nodes belong to.
    private int Parts(PodClass pod, SpreadRule rule, ReadOnlySpan<int> slots)
    {
        var column = rule.Count.Column;
        if (_seen.Length < column.Values)
        {
            Array.Resize(ref _seen, column.Values);
        }

        _pass++;
        var parts = 0;
        foreach (var slot in slots)
        {
            if (column.Of[slot] is var value and >= 0 && _seen[value] != _pass && HasKeys(pod, slot))
            {
                _seen[value] = _pass;
                parts++;
            }
        }

        return parts;
    }
}
