namespace Orchestrator.Planning.Scheduling;

/// <summary>Sums of amounts that people write, which may be larger than any machine: they stop at the largest number.</summary>
internal static class Saturating
{
    /// <summary>The sum of two amounts; what is below zero counts as zero.</summary>
    public static long Add(long left, long right)
    {
        (left, right) = (Math.Max(0, left), Math.Max(0, right));
        return left > long.MaxValue - right ? long.MaxValue : left + right;
    }
}
