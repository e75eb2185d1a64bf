using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace StandIns.Tests.Silos;

/// <summary>A storage that counts its writes and fails while it is told to.</summary>
public sealed class SwitchedStorage(IGrainStorage inner) : IGrainStorage
{
    private int _writes;

    public int Writes => Volatile.Read(ref _writes);

    public Exception? Failure { get; set; }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Failure is { } failure ? Task.FromException(failure) : inner.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Interlocked.Increment(ref _writes);
        return Failure is { } failure ? Task.FromException(failure) : inner.WriteStateAsync(stateName, grainId, grainState);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ClearStateAsync(stateName, grainId, grainState);
}
