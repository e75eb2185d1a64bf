using Orchestrator.Planning.Retrying;

namespace Orchestrator.Agent.Probes;

/// <summary>All probes of the node that wait for their time, behind a single timer.</summary>
/// <param name="clock">The clock.</param>
/// <param name="due">Is given each probe at its time, outside of any lock.</param>
internal sealed class ProbeSchedule(SteadyClock clock, Action<WatchedProbe> due) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SortedSet<WatchedProbe> _waiting = new(Comparer<WatchedProbe>.Create(Compare));
    private ITimer? _timer;
    private DateTimeOffset _armedFor = DateTimeOffset.MaxValue;
    private bool _disposed;

    /// <summary>How many probes wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Lets a probe wait until a time, instead of what it waited for before.</summary>
    public void Set(WatchedProbe probe, DateTimeOffset at)
    {
        lock (_lock)
        {
            if (_disposed || (probe.IsWaiting && probe.DueAt == at))
            {
                return;
            }

            TakeOut(probe);
            probe.DueAt = at;
            probe.IsWaiting = _waiting.Add(probe);
            Arm();
        }
    }

    /// <summary>Takes out a probe, if it waits.</summary>
    public void Remove(WatchedProbe probe)
    {
        lock (_lock)
        {
            TakeOut(probe);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _waiting.Clear();
            _timer?.Dispose();
        }
    }

    private void Fire()
    {
        foreach (var probe in TakeDue())
        {
            due(probe);
        }
    }

    private List<WatchedProbe> TakeDue()
    {
        lock (_lock)
        {
            var taken = new List<WatchedProbe>();
            var now = clock.Now;
            while (_waiting.Min is { } first && first.DueAt <= now)
            {
                TakeOut(first);
                taken.Add(first);
            }

            _armedFor = DateTimeOffset.MaxValue;
            Arm();
            return taken;
        }
    }

    private void TakeOut(WatchedProbe probe)
    {
        if (probe.IsWaiting)
        {
            _waiting.Remove(probe);
            probe.IsWaiting = false;
        }
    }

    // Only an earlier time than the timer's own needs it set; removed probes leave it as it is, and it then finds nothing to do.
    private void Arm()
    {
        if (_disposed || _waiting.Min is not { } first || first.DueAt >= _armedFor)
        {
            return;
        }

        _armedFor = first.DueAt;
        var wait = first.DueAt - clock.Now;
        _timer ??= clock.Time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(TimerWait.Bounded(wait), Timeout.InfiniteTimeSpan);
    }

    private static int Compare(WatchedProbe? one, WatchedProbe? other)
    {
        var byTime = one!.DueAt.CompareTo(other!.DueAt);
        return byTime != 0 ? byTime : one.Number.CompareTo(other.Number);
    }
}
