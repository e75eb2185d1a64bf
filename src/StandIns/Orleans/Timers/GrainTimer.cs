namespace Orleans.Runtime;

/// <summary>A timer of a grain: each tick is a request to the grain, and the next is set when it is done.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly Action<GrainTimer> _removed;
    private readonly CancellationTokenSource _disposed = new();
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private TimeSpan _period;
    private TimeSpan _changedDueTime;
    private bool _firing;
    private bool _changed;

    public GrainTimer(
        Activation activation,
        TimeProvider timeProvider,
        Func<CancellationToken, Task> callback,
        GrainTimerCreationOptions options,
        Action<GrainTimer> removed)
    {
        _activation = activation;
        _callback = callback;
        _removed = removed;
        _changedDueTime = options.DueTime;
        _period = options.Period;
        Interleaves = options.Interleave;
        KeepsAlive = options.KeepAlive;

        // The ticks carry nothing of the turn that registered the timer.
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            _timer = timeProvider.CreateTimer(
                static timer => ((GrainTimer)timer!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public bool Interleaves { get; }

    public bool KeepsAlive { get; }

    public static void Validate(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((long)dueTime.TotalMilliseconds, -1, nameof(dueTime));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)dueTime.TotalMilliseconds, uint.MaxValue - 1, nameof(dueTime));
        ArgumentOutOfRangeException.ThrowIfLessThan((long)period.TotalMilliseconds, -1, nameof(period));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)period.TotalMilliseconds, uint.MaxValue - 1, nameof(period));
    }

    public void Start() => _timer.Change(_changedDueTime, Timeout.InfiniteTimeSpan);

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        Validate(dueTime, period);
        lock (_gate)
        {
            _period = period;
            if (_firing)
            {
                (_changed, _changedDueTime) = (true, dueTime);
            }
            else if (!_disposed.IsCancellationRequested)
            {
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed.IsCancellationRequested)
            {
                return;
            }

            _timer.Dispose();
        }

        _disposed.Cancel();
        _removed(this);
    }

    /// <summary>Runs a tick in a turn of the grain, and sets the next.</summary>
    public async Task TickAsync()
    {
        try
        {
            if (!_disposed.IsCancellationRequested)
            {
                await _callback(_disposed.Token);
            }
        }
        finally
        {
            lock (_gate)
            {
                _firing = false;
                if (!_disposed.IsCancellationRequested)
                {
                    _timer.Change(_changed ? _changedDueTime : _period, Timeout.InfiniteTimeSpan);
                }

                _changed = false;
            }
        }
    }

    private void Fire()
    {
        lock (_gate)
        {
            if (_firing || _disposed.IsCancellationRequested)
            {
                return;
            }

            _firing = true;
        }

        _activation.Mailbox.TryReceive(new TimerTick(this, _activation));
    }
}
