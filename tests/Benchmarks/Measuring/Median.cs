namespace Orchestrator.Benchmarks.Measuring;

/// <summary>The middle of samples, which a few disturbed ones do not move.</summary>
internal static class Median
{
    /// <summary>The middle sample, or the mean of the middle two.</summary>
    public static double Of(IReadOnlyCollection<double> samples)
    {
        var sorted = samples.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
