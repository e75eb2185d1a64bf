using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Grains.Resources;

/// <summary>How the reconciliation is woken: however many wake-ups come, one look follows; the earliest time counts; a failure is looked at again, later and later.</summary>
public abstract partial class ResourceGrain<T, TState>
{
    private static readonly TimeSpan Coalesce = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan RetryFirst = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryLongest = TimeSpan.FromSeconds(15);

    private IGrainTimer? _timer;
    private DateTimeOffset _dueAt = DateTimeOffset.MaxValue;
    private DateTimeOffset _lookedAt = DateTimeOffset.MinValue;
    private int _failures;

    /// <summary>Looks soon: at once where the last look was long enough ago.</summary>
    protected void Wake()
    {
        var sinceLast = Services.Clock.GetUtcNow() - _lookedAt;
        WakeIn(sinceLast >= Coalesce ? TimeSpan.Zero : Coalesce - sinceLast);
    }

    /// <summary>Looks after so long, or earlier where something else asks for it.</summary>
    protected void WakeIn(TimeSpan delay)
    {
        var at = Services.Clock.GetUtcNow() + delay;
        if (at < _dueAt)
        {
            _dueAt = at;
            _timer?.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private void StartWaking() => _timer = this.RegisterGrainTimer(
        LookAsync,
        new GrainTimerCreationOptions { DueTime = Timeout.InfiniteTimeSpan, Period = Timeout.InfiniteTimeSpan, Interleave = false, KeepAlive = true });

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        _dueAt = DateTimeOffset.MaxValue;
        _lookedAt = Services.Clock.GetUtcNow();
        try
        {
            if (NeedsReconciling)
            {
                await ReconcileAsync();
            }

            _failures = 0;
        }
        catch (InconsistentStateException e)
        {
            // Somebody else has written this object's row: read it, and decide anew.
            LogStale(Log, e, this.GetPrimaryKeyString());
            await _storage.ReadStateAsync(cancellationToken);
            WakeIn(RetryFirst);
        }
        catch (Exception e)
        {
            _failures++;
            var delay = RetryFirst * (1 << Math.Min(_failures - 1, 10));
            LogFailed(Log, e, this.GetPrimaryKeyString());
            WakeIn(delay < RetryLongest ? delay : RetryLongest);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The stored state of {Key} was changed by another activation; it is read again.")]
    private static partial void LogStale(ILogger log, Exception exception, string key);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The reconciliation of {Key} failed; it is tried again.")]
    private static partial void LogFailed(ILogger log, Exception exception, string key);
}
