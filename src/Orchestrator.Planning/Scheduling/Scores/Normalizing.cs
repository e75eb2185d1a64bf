namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>Raw scores, of whatever range, as scores from 0 to 100.</summary>
internal static class Normalizing
{
    public const long Best = 100;

    /// <summary>By the largest; where all are zero they stay zero, or are all the best if less is better.</summary>
    public static void ByLargest(Span<long> scores, bool lessIsBetter)
    {
        var largest = 0L;
        foreach (var score in scores)
        {
            largest = Math.Max(largest, score);
        }

        for (var i = 0; i < scores.Length; i++)
        {
            var share = largest == 0 ? 0 : Best * scores[i] / largest;
            scores[i] = lessIsBetter ? Best - share : share;
        }
    }

    /// <summary>By where each stands between the least and the largest; all zero where they are alike.</summary>
    public static void ByRange(Span<long> scores)
    {
        var (least, largest) = (long.MaxValue, long.MinValue);
        foreach (var score in scores)
        {
            (least, largest) = (Math.Min(least, score), Math.Max(largest, score));
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = largest == least ? 0 : (long)(Best * ((scores[i] - least) / (double)(largest - least)));
        }
    }
}
