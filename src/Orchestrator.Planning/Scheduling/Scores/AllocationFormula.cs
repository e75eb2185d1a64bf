using System.Collections.Immutable;

namespace Orchestrator.Planning.Scheduling.Scores;

/// <summary>What a resource's share is worth, from 0 to 100 (Kubernetes' documentation, "Resource Bin Packing").</summary>
internal static class AllocationFormula
{
    // Up to here a hundredfold is exact as a double, whose division is several times as fast.
    private const long ExactMax = 1L << 46;

    public static long Least(long requested, long capacity) =>
        requested > capacity ? 0 : Percent(capacity - requested, capacity);

    public static long Most(long requested, long capacity) => Percent(Math.Min(requested, capacity), capacity);

    /// <summary>By a curve, straight between its points and level beyond them.</summary>
    public static long OnCurve(long requested, long capacity, ImmutableArray<UtilizationPoint> curve)
    {
        var utilization = requested > capacity ? Normalizing.Best : Percent(requested, capacity);
        for (var i = 0; i < curve.Length; i++)
        {
            if (utilization > curve[i].Utilization)
            {
                continue;
            }

            if (i == 0)
            {
                return 10 * curve[0].Score;
            }

            var (left, right) = (curve[i - 1], curve[i]);
            return (10 * left.Score) + (10 * (right.Score - left.Score) * (utilization - left.Utilization) / (right.Utilization - left.Utilization));
        }

        return 10 * curve[^1].Score;
    }

    private static long Percent(long part, long whole) => whole <= ExactMax ? (long)(part * 100 / (double)whole) : part * 100 / whole;
}
