namespace Orleans.Runtime;

/// <summary>The timers of one activation; they end with it.</summary>
internal sealed class GrainTimers(Activation activation, TimeProvider timeProvider) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<GrainTimer> _timers = [];
    private bool _disposed;

    public IGrainTimer Register(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        GrainTimer.Validate(options.DueTime, options.Period);
        var timer = new GrainTimer(activation, timeProvider, callback, options, Remove);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, activation);
            _timers.Add(timer);
        }

        timer.Start();
        return timer;
    }

    public void Dispose()
    {
        GrainTimer[] timers;
        lock (_gate)
        {
            _disposed = true;
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.Dispose();
        }
    }

    private void Remove(GrainTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }
}
