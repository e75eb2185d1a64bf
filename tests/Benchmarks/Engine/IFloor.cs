namespace Orchestrator.Benchmarks.Engine;

/// <summary>What the orchestrator makes, made by raw calls: nothing that uses the engine can be faster.</summary>
internal interface IFloor : IAsyncDisposable
{
    /// <summary>The containers that there are.</summary>
    LabelledContainers Containers { get; }

    /// <summary>Creates and starts so many over 8 parallel calls.</summary>
    Task RunAsync(int count, CancellationToken cancellationToken);
}
