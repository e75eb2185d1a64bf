namespace Orchestrator.Benchmarks.Measuring;

/// <summary>A figure of a run that brings several: the first of them to be asked for runs it.</summary>
/// <typeparam name="T">What the run brings.</typeparam>
/// <param name="name">The figure's name.</param>
/// <param name="run">The run, shared by all of its figures.</param>
/// <param name="figure">Takes the figure from what the run brought.</param>
internal sealed class Derived<T>(string name, Derived<T>.Run run, Func<T, Figure> figure) : IMeasurement
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public async Task<Figure> MeasureAsync(CancellationToken cancellationToken) => figure(await run.GetAsync(cancellationToken)) with { Name = name };

    /// <summary>A run that happens at most once.</summary>
    internal sealed class Run(Func<CancellationToken, Task<T>> measure)
    {
        private Task<T>? _result;

        /// <summary>What it brought.</summary>
        public Task<T> GetAsync(CancellationToken cancellationToken) => _result ??= measure(cancellationToken);
    }
}
