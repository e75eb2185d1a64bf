using Orleans.Runtime;

namespace Orchestrator.Grains.Resources;

/// <summary>
/// Writes a grain's state, one write at a time. Changes that come while a write is under way are applied together and written with the next one. What could not
/// be stored is taken back before anybody is told.
/// </summary>
internal sealed class StateWriter<TState>(IPersistentState<TState> storage)
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
                batch.ForEach(change => change.Written.SetException(e));
            }
        }

        _writing = false;
    }
}
