namespace Orchestrator.Containers;

/// <summary>
/// A process in a container with a connection to its input and output. Nothing is read ahead: a process that writes waits for its reader, so its output has to be
/// read for it to end. What fails throws <see cref="EngineException"/>.
/// </summary>
public interface IContainerProcess : IAsyncDisposable
{
    /// <summary>
    /// What is written here is the process' input, at once. Disposing of it tells the process that its input has ended, while output goes on. Where input was not
    /// asked for it can be disposed of and not written to.
    /// </summary>
    Stream Stdin { get; }

    /// <summary>
    /// The output in the order of the engine, to its end; it can be read once. It ends when the process, and all that holds its output, has ended.
    /// </summary>
    IAsyncEnumerable<ProcessOutput> ReadOutputAsync(CancellationToken cancellationToken);

    /// <summary>Gives the process' terminal another size, in characters. Without a terminal, or after the end, nothing happens.</summary>
    Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken);

    /// <summary>
    /// Waits for the end and returns the exit code (128 and the signal's number where one ended it). <see cref="EngineFault.NotFound"/> says that the container
    /// went away with it.
    /// </summary>
    Task<int> WaitAsync(CancellationToken cancellationToken);
}
