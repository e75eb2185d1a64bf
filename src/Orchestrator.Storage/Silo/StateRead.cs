namespace Orchestrator.Storage.Silo;

/// <summary>A state that is to be read.</summary>
/// <param name="Name">The state's name.</param>
/// <param name="Key">The grain's key.</param>
internal sealed record StateRead(string Name, string Key)
{
    /// <summary>Completes with what is stored.</summary>
    public TaskCompletionSource<StoredState> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
