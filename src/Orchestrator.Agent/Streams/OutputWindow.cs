namespace Orchestrator.Agent.Streams;

/// <summary>How many bytes of a session's output may be on their way: what was sent and not acknowledged.</summary>
internal sealed class OutputWindow(int bytesMax)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sent;
    private long _used;

    /// <summary>Waits until so many bytes may be sent, and counts them. What is larger than the window may be sent when nothing else is on its way.</summary>
    public async Task TakeAsync(int bytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task acknowledged;
            lock (_lock)
            {
                if (_sent == _used || _sent - _used + bytes <= bytesMax)
                {
                    _sent += bytes;
                    return;
                }

                acknowledged = _acknowledged.Task;
            }

            await acknowledged.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes note of how many bytes have been used up since the beginning; fewer than before changes nothing.</summary>
    public void Acknowledge(long bytes)
    {
        lock (_lock)
        {
            if (Math.Min(bytes, _sent) is var used && used > _used)
            {
                _used = used;
                _acknowledged.TrySetResult();
                _acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
