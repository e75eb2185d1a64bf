using Orchestrator.Planning.Scheduling.Filters;
using Orchestrator.Planning.Scheduling.Scores;
using Orchestrator.Planning.Scheduling.Snapshot;

namespace Orchestrator.Planning.Scheduling.Placing;

/// <summary>
/// Finds nodes that take a pod. In a large cluster it stops when it has as many as Kubernetes would look at, beginning anywhere; it goes in strides, so that nodes
/// that came together, and are often of one zone, are not all that it sees.
/// </summary>
internal sealed class CandidateSearch(ClusterIndex index, SchedulingSettings settings)
{
    private const int AllBelow = 100;
    private const int LeastPercent = 5;
    private int[] _found = new int[Bits.Width];

    /// <summary>How many nodes are enough to choose from, by the documented formula of <c>percentageOfNodesToScore</c>.</summary>
    public static int Enough(int nodes, int percentage)
    {
        if (nodes < AllBelow)
        {
            return nodes;
        }

        var percent = percentage > 0 ? percentage : Math.Max(LeastPercent, 50 - (nodes / 125));
        return percent >= 100 ? nodes : Math.Max(AllBelow, (int)((long)nodes * percent / 100));
    }

    /// <summary>The nodes found, in no order that means anything.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="podClass">Its class.</param>
    /// <param name="chance">Decides where the search begins.</param>
    public ReadOnlySpan<int> Find(ClusterPod pod, PodClass podClass, ulong chance)
    {
        var words = Bits.Words(index.Nodes.End);
        if (words == 0 || podClass.Unoffered.Count > 0)
        {
            return [];
        }

        var enough = Enough(index.Nodes.Count, settings.PercentageOfNodesToScore);
        var agreement = PodFit.NeedsAgreement(index, podClass);
        var word = (int)(chance % (ulong)words);
        var stride = Stride(words, chance >> 32);
        var count = 0;
        for (var visited = 0; visited < words && count < enough; visited++)
        {
            count = Add(pod, podClass, word, agreement, count);
            word = (word + stride) % words;
        }

        return _found.AsSpan(0, Math.Min(count, enough));
    }

    /// <summary>Which of the 64 nodes of a word do as far as the nodes themselves and what is left of them go.</summary>
    public static ulong Roomy(ClusterIndex index, PodClass podClass, int word)
    {
        var mask = index.Nodes.Alive[word] & podClass.Nodes.Words[word];
        foreach (var ask in podClass.Asks)
        {
            if (mask == 0)
            {
                break;
            }

            mask &= Bits.AtLeast(index.Nodes.Free[ask.Resource], word, ask.Amount);
        }

        return mask;
    }

    private int Add(ClusterPod pod, PodClass podClass, int word, bool agreement, int count)
    {
        if (_found.Length < count + Bits.Width)
        {
            Array.Resize(ref _found, Math.Max(count + Bits.Width, _found.Length * 2));
        }

        for (var mask = Roomy(index, podClass, word); mask != 0; mask &= mask - 1)
        {
            var slot = (word << 6) + System.Numerics.BitOperations.TrailingZeroCount(mask);
            if ((!agreement || PodFit.Agrees(index, podClass, slot)) && (!index.HasNominations || LetsGoFirst(index, pod, podClass, slot)))
            {
                _found[count++] = slot;
            }
        }

        return count;
    }

    /// <summary>Whether the pod fits beside those for which the node keeps room, too.</summary>
    public static bool LetsGoFirst(ClusterIndex index, ClusterPod pod, PodClass podClass, int slot)
    {
        if (!index.IsNominated(slot))
        {
            return true;
        }

        var ahead = index.AddAhead(pod, slot);
        var fits = PodFit.Fits(index, podClass, slot);
        index.RemoveAll(ahead);
        return fits;
    }

    // A stride that has no divisor in common with the number of words meets each once.
    private static int Stride(int words, ulong chance)
    {
        var stride = 1 + (int)(chance % (ulong)words);
        while (Divisor(stride, words) != 1)
        {
            stride++;
        }

        return stride;
    }

    private static int Divisor(int left, int right)
    {
        while (right != 0)
        {
            (left, right) = (right, left % right);
        }

        return left;
    }
}
