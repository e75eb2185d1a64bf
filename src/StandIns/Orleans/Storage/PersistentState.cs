using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A grain's stored state, as its constructor gets it.</summary>
internal sealed class PersistentState<T>(string stateName, GrainId grainId, IGrainStorage storage) : IPersistentState<T>, IActivationStep
{
    private readonly GrainState<T> _state = new() { State = NewState.Create<T>() };

    public T State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    public string? Etag => _state.ETag;

    public bool RecordExists => _state.RecordExists;

    public Task ReadStateAsync() => CallAsync(nameof(ReadStateAsync), storage.ReadStateAsync);

    public Task WriteStateAsync() => CallAsync(nameof(WriteStateAsync), storage.WriteStateAsync);

    public Task ClearStateAsync() => CallAsync(nameof(ClearStateAsync), storage.ClearStateAsync);

    public Task OnActivatingAsync(CancellationToken cancellationToken) => ReadStateAsync();

    // What a storage throws reaches the grain as an exception of the runtime's, with the storage's own inside.
    private async Task CallAsync(string operation, Func<string, GrainId, IGrainState<T>, Task> call)
    {
        try
        {
            await call(stateName, grainId, _state);
        }
        catch (Exception e) when (e is not OrleansException)
        {
            throw new OrleansException($"Error from storage during {operation} of the state {stateName} for grain {grainId}: {e.Message}", e);
        }
    }
}
