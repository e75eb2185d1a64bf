using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>A storage of which one write can fail, before it takes effect or after it: as when a database goes away with or without having committed.</summary>
public sealed class FaultyStorage(IGrainStorage inner) : IGrainStorage
{
    private int _writes;

    /// <summary>How many writes there were since the last plan.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>The write that fails, from 1; 0 for none.</summary>
    private int FailAt { get; set; }

    private bool AfterEffect { get; set; }

    /// <summary>Has one write fail, counted from now on.</summary>
    public void Plan(int failAt, bool afterEffect)
    {
        (FailAt, AfterEffect) = (failAt, afterEffect);
        Interlocked.Exchange(ref _writes, 0);
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        PassAsync(grainState, () => inner.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        PassAsync(grainState, () => inner.ClearStateAsync(stateName, grainId, grainState));

    private async Task PassAsync<T>(IGrainState<T> state, Func<Task> write)
    {
        var fails = Interlocked.Increment(ref _writes) == FailAt;
        var (etag, exists) = (state.ETag, state.RecordExists);
        if (!fails || AfterEffect)
        {
            await write();
        }

        if (fails)
        {
            // Whoever does not hear of a commit does not know the row's new version either.
            (state.ETag, state.RecordExists) = (etag, exists);
            throw new IOException("The connection to the database was lost.");
        }
    }
}
