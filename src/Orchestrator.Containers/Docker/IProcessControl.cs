namespace Orchestrator.Containers.Docker;

/// <summary>What can be done with a process beside its streams.</summary>
internal interface IProcessControl
{
    /// <summary>Gives its terminal another size.</summary>
    Task ResizeAsync(int columns, int rows, CancellationToken cancellationToken);

    /// <summary>Waits for its end and returns the exit code.</summary>
    /// <param name="outputEnded">Completed when its output has ended, after which its end is near.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    Task<int> WaitAsync(Task outputEnded, CancellationToken cancellationToken);

    /// <summary>Ends it where it is to end with its connection; never throws.</summary>
    Task EndAsync();
}
