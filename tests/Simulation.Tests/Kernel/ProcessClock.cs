namespace Orchestrator.Simulations.Kernel;

/// <summary>The clocks of one process: the wall clock, which can be wrong, and the monotonic one, which is not.</summary>
internal sealed class ProcessClock(Simulation simulation, SimulatedProcess process) : TimeProvider
{
    /// <summary>How far its wall clock is ahead.</summary>
    public TimeSpan Ahead { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        simulation.RequireOwnThread();
        return VirtualTime.Start.AddTicks(simulation.Time.Look()) + Ahead;
    }

    public override long GetTimestamp()
    {
        simulation.RequireOwnThread();
        return simulation.Time.Look();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        simulation.RequireOwnThread();
        var timer = new Timer(simulation, process, callback, state);
        timer.Change(dueTime, period);
        simulation.Keep(timer);
        return timer;
    }

    private sealed class Timer(Simulation simulation, SimulatedProcess process, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private VirtualTime.Wait? _wait;
        private TimeSpan _period;
        private bool _disposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            simulation.RequireOwnThread();
            _wait?.CallOff();
            _wait = null;
            if (_disposed)
            {
                return false;
            }

            _period = period;
            Arm(dueTime);
            return true;
        }

        public void Dispose()
        {
            _disposed = true;
            _wait?.CallOff();
            _wait = null;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Arm(TimeSpan dueTime)
        {
            if (dueTime >= TimeSpan.Zero)
            {
                // Timers of the real world have whole milliseconds.
                var ticks = Math.Max(TimeSpan.TicksPerMillisecond, dueTime.Ticks);
                VirtualTime.Wait? wait = null;
                wait = simulation.Time.At(simulation.Time.Now + (dueTime == TimeSpan.Zero ? 0 : ticks), process, () => Fire(wait!));
                _wait = wait;
            }
        }

        private void Fire(VirtualTime.Wait fired)
        {
            // It may have been changed since it fell due.
            if (_disposed || !ReferenceEquals(fired, _wait))
            {
                return;
            }

            _wait = null;
            if (_period > TimeSpan.Zero)
            {
                Arm(_period);
            }

            if (_context is null)
            {
                callback(state);
            }
            else
            {
                ExecutionContext.Run(_context, static timer => ((Timer)timer!).Call(), this);
            }
        }

        private void Call() => callback(state);
    }
}
