namespace Orleans.Messaging;

/// <summary>
/// The calls that wait for their answers. All have the same time, so they are kept in the order in which they were sent, and one timer looks
/// at the oldest only.
/// </summary>
internal sealed class CallTimeouts : IDisposable
{
    private readonly Lock _gate = new();
    private readonly LinkedList<GrainCall> _calls = new();
    private readonly TimeSpan _timeout;
    private readonly bool _cancel;
    private readonly ITimer _timer;

    public CallTimeouts(TimeProvider timeProvider, TimeSpan timeout, bool cancel)
    {
        _timeout = timeout;
        _cancel = cancel;
        var interval = TimeSpan.FromMilliseconds(Math.Clamp(timeout.TotalMilliseconds / 10, 10, 1000));
        _timer = timeProvider.CreateTimer(_ => TimeOutOverdue(), null, interval, interval);
    }

    /// <summary>How long a caller waits for its answer.</summary>
    public TimeSpan Timeout => _timeout;

    public void Add(GrainCall call)
    {
        lock (_gate)
        {
            call.TimeoutNode = _calls.AddLast(call);
        }
    }

    public void Remove(GrainCall call)
    {
        lock (_gate)
        {
            if (call.TimeoutNode is { List: not null } node)
            {
                _calls.Remove(node);
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    private void TimeOutOverdue()
    {
        while (true)
        {
            GrainCall? call;
            lock (_gate)
            {
                call = _calls.First?.Value;
                if (call is null || call.Elapsed < _timeout)
                {
                    return;
                }

                _calls.RemoveFirst();
            }

            call.TimeOut(_timeout, _cancel);
        }
    }
}
