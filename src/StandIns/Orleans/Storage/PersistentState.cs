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

    public Task ReadStateAsync() => storage.ReadStateAsync(stateName, grainId, _state);

    public Task WriteStateAsync() => storage.WriteStateAsync(stateName, grainId, _state);

    public Task ClearStateAsync() => storage.ClearStateAsync(stateName, grainId, _state);

    public Task OnActivatingAsync(CancellationToken cancellationToken) => ReadStateAsync();
}
