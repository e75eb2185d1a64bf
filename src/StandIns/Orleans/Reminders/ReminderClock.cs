using Microsoft.Extensions.Logging;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>
/// Ticks reminders when they are due: one timer for all, set to the earliest. A reminder whose tick still runs is not ticked again before it is
/// done; what fell due meanwhile is skipped.
/// </summary>
internal sealed partial class ReminderClock(
    GrainCaller caller, IReminderOwnership ownership, TimeProvider timeProvider, TaskScheduler threads, ILogger<ReminderClock> logger)
{
    // A later reminder is looked at again then, because the wall clock may be set meanwhile.
    private static readonly TimeSpan LookMax = TimeSpan.FromMinutes(1);

    // So many rows that were replaced may wait in the queue beside those that count, before they are sorted out.
    private const int ReplacedMax = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<(GrainId, string), ReminderRow> _rows = [];
    private readonly Dictionary<(GrainId, string), long> _changes = [];
    private readonly PriorityQueue<ReminderRow, DateTime> _due = new();
    private readonly HashSet<(GrainId, string)> _ticking = [];
    private readonly HashSet<Task> _ticks = [];
    private DateTime _lookedAt = DateTime.MinValue;
    private ITimer? _timer;

    /// <summary>Rises with each change that was made here, so that a read of the table that began before it does not undo it.</summary>
    public long Revision { get; private set; }

    public void Start()
    {
        lock (_gate)
        {
            _timer = timeProvider.CreateTimer(_ => TickDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Arm();
        }
    }

    public async Task StopAsync()
    {
        Task[] ticks;
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
            _due.Clear();
            ticks = [.. _ticks];
        }

        await Task.WhenAll(ticks);
    }

    public void Set(ReminderRow row)
    {
        lock (_gate)
        {
            _changes[Key(row)] = ++Revision;
            Add(row);
            Arm();
        }
    }

    public void Remove(ReminderRow row)
    {
        lock (_gate)
        {
            _changes[Key(row)] = ++Revision;
            _rows.Remove(Key(row));
        }
    }

    /// <summary>Takes over what the table held when the revision was that.</summary>
    public void Replace(List<ReminderRow> stored, long revision)
    {
        lock (_gate)
        {
            var changedSince = _changes.Where(change => change.Value > revision).Select(change => change.Key).ToHashSet();
            var fresh = stored.Where(row => !changedSince.Contains(Key(row))).ToList();
            var kept = fresh.Select(Key).ToHashSet();
            foreach (var gone in _rows.Keys.Where(key => !kept.Contains(key) && !changedSince.Contains(key)).ToArray())
            {
                _rows.Remove(gone);
            }

            foreach (var row in fresh.Where(row => _rows.GetValueOrDefault(Key(row)) != row))
            {
                Add(row);
            }

            foreach (var old in _changes.Keys.Where(key => !changedSince.Contains(key)).ToArray())
            {
                _changes.Remove(old);
            }

            Arm();
        }
    }

    private bool WasRegisteredHere(ReminderRow row)
    {
        lock (_gate)
        {
            return _changes.ContainsKey(Key(row));
        }
    }

    private static (GrainId, string) Key(ReminderRow row) => (row.GrainId, row.ReminderName);

    private void Add(ReminderRow row)
    {
        var now = LookAtTime();
        _rows[Key(row)] = row;
        if (_due.Count > (2 * _rows.Count) + ReplacedMax)
        {
            var current = _due.UnorderedItems.Where(item => ReferenceEquals(_rows.GetValueOrDefault(Key(item.Element)), item.Element)).ToArray();
            _due.Clear();
            _due.EnqueueRange(current);
        }

        _due.Enqueue(row, row.NextTick(now));
    }

    private void Arm()
    {
        var now = LookAtTime();
        if (_timer is not null && _due.TryPeek(out _, out var due))
        {
            var wait = due - now;
            _timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LookMax ? LookMax : wait, Timeout.InfiniteTimeSpan);
        }
    }

    private void TickDue()
    {
        lock (_gate)
        {
            var now = LookAtTime();
            while (_due.TryPeek(out var row, out var due) && due <= now)
            {
                _due.Dequeue();

                // Rows that were replaced or removed stay in the queue until they are due.
                if (ReferenceEquals(_rows.GetValueOrDefault(Key(row)), row))
                {
                    _due.Enqueue(row, row.NextTick(now.AddTicks(1)));
                    if (_ticking.Add(Key(row)))
                    {
                        Follow(threads.RunAsync(() => TickAsync(row, now)));
                    }
                }
            }

            Arm();
        }
    }

    // Where the clock was set back, what is due is worked out anew: it would otherwise wait for as long as the clock was wrong.
    private DateTime LookAtTime()
    {
        var now = timeProvider.GetUtcNow().UtcDateTime;
        if (now < _lookedAt)
        {
            _due.Clear();
            foreach (var row in _rows.Values)
            {
                _due.Enqueue(row, row.NextTick(now));
            }
        }

        _lookedAt = now;
        return now;
    }

    private void Follow(Task tick)
    {
        _ticks.Add(tick);
        tick.ContinueWith(
            done =>
            {
                lock (_gate)
                {
                    _ticks.Remove(done);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            threads);
    }

    private async Task TickAsync(ReminderRow row, DateTime now)
    {
        try
        {
            // Kept nevertheless: it may belong here again before the table is read anew. And its owner may not have read of what was registered here meanwhile.
            if (await ownership.FindAsync(row.GrainId) != ReminderOwner.Here && !WasRegisteredHere(row))
            {
                return;
            }

            await caller.GetGrain<IRemindable>(row.GrainId).ReceiveReminder(row.ReminderName, new TickStatus(row.Start, row.Period, now));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            LogTickFailed(logger, exception, row.ReminderName, row.GrainId);
        }
        finally
        {
            lock (_gate)
            {
                _ticking.Remove(Key(row));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The reminder {ReminderName} of {GrainId} failed; its next tick comes when it is due.")]
    private static partial void LogTickFailed(ILogger logger, Exception exception, string reminderName, GrainId grainId);
}
