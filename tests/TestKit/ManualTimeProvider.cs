namespace Orchestrator.TestKit;

/// <summary>A clock that stands until a test moves it. Timers fire inside <see cref="Advance"/>, each at its own time.</summary>
public sealed class ManualTimeProvider : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now;
        }
    }

    /// <inheritdoc />
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Whether something waits for exactly this time.</summary>
    public bool IsAwaited(DateTimeOffset time)
    {
        lock (_lock)
        {
            return _timers.Exists(timer => timer.DueAt == time);
        }
    }

    /// <summary>Moves the clock, and fires on the way what falls due.</summary>
    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        while (TakeDue(end) is { } timer)
        {
            timer.Fire();
        }
    }

    // The next timer that is due, with the clock at its time; without one the clock goes to the end.
    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            var next = _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
            _now = next is null ? end : next.DueAt > _now ? next.DueAt : _now;
            if (next is not null)
            {
                _timers.Remove(next);
                next.Repeat();
            }

            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider time, Action fire) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset DueAt { get; private set; }

        public void Fire() => fire();

        public void Repeat()
        {
            if (_period > TimeSpan.Zero)
            {
                DueAt += _period;
                time._timers.Add(this);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                _period = period;
                time._timers.Remove(this);
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    DueAt = time._now + dueTime;
                    time._timers.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                _period = Timeout.InfiniteTimeSpan;
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
