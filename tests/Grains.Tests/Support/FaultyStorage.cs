using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Grains.Tests.Support;

/// <summary>A storage of which one write can fail, before it takes effect or after it: as when a database goes away with or without having committed.</summary>
public sealed class FaultyStorage(IGrainStorage inner) : IGrainStorage
{
    private int _writes;
    private (Predicate<object> IsIt, bool AfterEffect)? _next;
    private readonly Lock _lock = new();

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

    /// <summary>Has the next write of such a state fail: whatever else is stored meanwhile is stored.</summary>
    public void FailNext(Predicate<object> isIt, bool afterEffect)
    {
        lock (_lock)
        {
            _next = (isIt, afterEffect);
        }
    }

    /// <summary>What every write of a state waits for, where a test says so.</summary>
    public Func<object, Task>? Before { get; set; }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => inner.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        PassAsync(grainState, () => inner.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        PassAsync(grainState, () => inner.ClearStateAsync(stateName, grainId, grainState));

    private async Task PassAsync<T>(IGrainState<T> state, Func<Task> write)
    {
        await (Before?.Invoke(state.State!) ?? Task.CompletedTask);
        var planned = Interlocked.Increment(ref _writes) == FailAt;
        var (fails, afterEffect) = planned ? (true, AfterEffect) : Take(state.State!);
        var (etag, exists) = (state.ETag, state.RecordExists);
        if (!fails || afterEffect)
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

    private (bool Fails, bool AfterEffect) Take(object state)
    {
        lock (_lock)
        {
            if (_next is not { } next || !next.IsIt(state))
            {
                return (false, false);
            }

            _next = null;
            return (true, next.AfterEffect);
        }
    }
}
