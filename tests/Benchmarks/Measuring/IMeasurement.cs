namespace Orchestrator.Benchmarks.Measuring;

/// <summary>A way to measure one figure. It leaves nothing behind, whether it succeeds or not.</summary>
internal interface IMeasurement
{
    /// <summary>The figure's name.</summary>
    string Name { get; }

    /// <summary>Measures it.</summary>
    Task<Figure> MeasureAsync(CancellationToken cancellationToken);
}
