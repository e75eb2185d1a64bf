namespace Orchestrator.Agent.Images;

/// <summary>One pull that several pods wait for. It ends when the last of them does not wait any more.</summary>
/// <param name="key">Who may share it: the same image with the same credentials.</param>
internal sealed class SharedPull(string key)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Action<string>> _listeners = [];
    private readonly TaskCompletionSource<Task> _work = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;
    private bool _closed;

    /// <summary>Who may share it.</summary>
    public string Key { get; } = key;

    /// <summary>Ends with the pull, however that ends.</summary>
    public async Task EndedAsync() => await (await _work.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Takes part, unless everybody has left already.</summary>
    public bool TryJoin(Action<string> listener)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            _waiting++;
            _listeners.Add(listener);
            return true;
        }
    }

    /// <summary>Begins the work, once.</summary>
    public void Begin(Func<CancellationToken, Task> work) => _work.SetResult(RunAsync(work));

    /// <summary>Waits for the end, and throws what it ended with. Whoever is cancelled leaves.</summary>
    public async Task WaitAsync(Action<string> listener, CancellationToken cancellationToken)
    {
        try
        {
            await (await _work.Task).WaitAsync(cancellationToken);
        }
        finally
        {
            Leave(listener);
        }
    }

    /// <summary>Tells everybody who waits.</summary>
    public void Tell(string sentence)
    {
        List<Action<string>> listeners;
        lock (_lock)
        {
            listeners = [.. _listeners];
        }

        listeners.ForEach(listener => listener(sentence));
    }

    private void Leave(Action<string> listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
            if (--_waiting > 0)
            {
                return;
            }

            _closed = true;
        }

        _abandoned.SetResult();
    }

    private async Task RunAsync(Func<CancellationToken, Task> work)
    {
        using var stop = new CancellationTokenSource();
        var working = work(stop.Token);
        if (await Task.WhenAny(working, _abandoned.Task) != working)
        {
            await stop.CancelAsync();
        }

        await working;
    }
}
