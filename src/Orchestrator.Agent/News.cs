namespace Orchestrator.Agent;

/// <summary>What a loop that looks every now and then has to look at sooner. However much comes before it looks, it is one look.</summary>
internal sealed class News
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _come = NewSignal();

    /// <summary>There are some.</summary>
    public void Add()
    {
        lock (_lock)
        {
            _come.TrySetResult();
        }
    }

    /// <summary>Takes those that are there; true where there were some.</summary>
    public bool Take()
    {
        lock (_lock)
        {
            var areThere = _come.Task.IsCompleted;
            _come = areThere ? NewSignal() : _come;
            return areThere;
        }
    }

    /// <summary>Waits for news, but no longer than a period, and takes them; true where there were some.</summary>
    public async Task<bool> WaitAsync(TimeSpan period, TimeProvider clock, CancellationToken cancellationToken)
    {
        await Coming.NoLongerThanAsync(period, clock, cancellationToken);
        return Take();
    }

    private Task Coming
    {
        get
        {
            lock (_lock)
            {
                return _come.Task;
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
