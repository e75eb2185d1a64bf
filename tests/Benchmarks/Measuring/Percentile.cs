namespace Orchestrator.Benchmarks.Measuring;

/// <summary>What most samples stay below.</summary>
internal static class Percentile
{
    /// <summary>The smallest sample that a share of all does not exceed.</summary>
    /// <param name="samples">At least one.</param>
    /// <param name="share">From 0 to 1.</param>
    public static double Of(IReadOnlyCollection<double> samples, double share)
    {
        var sorted = samples.Order().ToList();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }
}
