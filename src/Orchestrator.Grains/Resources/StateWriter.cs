using Orchestrator.Contracts;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Grains.Resources;

/// <summary>
/// Writes a grain's state, one write at a time. Changes that come while a write is under way are applied together and written with the next one. What could not
/// be stored is taken back before anybody is told, and where that is not certain the stored state is read again.
/// </summary>
/// <param name="storage">The stored state.</param>
/// <param name="learned">Called when the stored state was read again: it may be another than anybody here has seen.</param>
/// <param name="giveUp">Called when it could not be read: what is held here may be wrong, and must not be answered from.</param>
internal sealed class StateWriter<TState>(IPersistentState<TState> storage, Action learned, Action giveUp)
{
    private readonly List<(Func<TState, TState> Change, TaskCompletionSource Written)> _waiting = [];
    private bool _writing;

    /// <summary>Applies a change to the newest state and returns when it is stored. A change that returns the state it got writes nothing.</summary>
    public Task ChangeAsync(Func<TState, TState> change)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add((change, written));
        if (!_writing)
        {
            _ = WriteAllAsync();
        }

        return written.Task;
    }

    /// <summary>Returns when no write is under way: what is done to the storage past this writer must not race with one.</summary>
    public async Task SettleAsync()
    {
        while (_writing)
        {
            await ChangeAsync(state => state);
        }
    }

    /// <summary>Reads what is stored, between two writes.</summary>
    public async Task ReadAgainAsync()
    {
        await SettleAsync();
        _writing = true;
        try
        {
            await storage.ReadStateAsync();
        }
        finally
        {
            _writing = false;
            if (_waiting.Count > 0)
            {
                _ = WriteAllAsync();
            }
        }

        learned();
    }

    // Its failures reach whoever asked for the changes, so nobody awaits it.
    private async Task WriteAllAsync()
    {
        _writing = true;
        while (_waiting.Count > 0)
        {
            var batch = _waiting.ToList();
            _waiting.Clear();
            var before = storage.State;
            try
            {
                storage.State = batch.Aggregate(before, (state, change) => change.Change(state));
                if (!ReferenceEquals(storage.State, before))
                {
                    await storage.WriteStateAsync();
                }

                batch.ForEach(change => change.Written.SetResult());
            }
            catch (Exception e)
            {
                storage.State = before;
                await LearnAsync(e);
                batch.ForEach(change => change.Written.SetException(e));
            }
        }

        _writing = false;
    }

    // A write whose answer was lost may have been stored; one that was refused is not. Whoever went on with the state before it would deny an object that is there.
    private async Task LearnAsync(Exception failure)
    {
        if (failure is InconsistentStateException || failure.InnerException is ApiException)
        {
            return;
        }

        try
        {
            await storage.ReadStateAsync();
            learned();
        }
        catch (Exception)
        {
            // The caller hears of the first failure; the next activation reads the state before it does anything.
            giveUp();
        }
    }
}
