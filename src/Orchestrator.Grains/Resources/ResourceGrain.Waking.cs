using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Orchestrator.Grains.Telemetry;
using Orchestrator.Planning.Retrying;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Grains.Resources;

/// <summary>How the reconciliation is woken: however many wake-ups come, one look follows; the earliest time counts; a failure is looked at again, later and later.</summary>
public abstract partial class ResourceGrain<T, TState>
{
    private static readonly TimeSpan Coalesce = TimeSpan.FromMilliseconds(50);
    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(15));

    private IGrainTimer? _timer;
    private long _begunAt;
    private TimeSpan _dueAt = TimeSpan.MaxValue;
    private TimeSpan? _lookedAt;
    private int _failures;

    /// <summary>Looks soon: at once where the last look was long enough ago.</summary>
    protected void Wake()
    {
        WakeIn(Age - _lookedAt is { } sinceLast && sinceLast < Coalesce ? Coalesce - sinceLast : TimeSpan.Zero);
    }

    /// <summary>Looks after so long, or earlier where something else asks for it.</summary>
    protected void WakeIn(TimeSpan delay)
    {
        var wait = TimerWait.Bounded(delay);
        var at = Age + wait;
        if (at < _dueAt)
        {
            _dueAt = at;
            _timer?.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>For how long the look that is under way has been so.</summary>
    protected TimeSpan LookedFor => Age - (_lookedAt ?? Age);

    // Not the wall clock, which can be set back: whoever waited for it would wait for as long.
    private TimeSpan Age => Services.Clock.GetElapsedTime(_begunAt);

    private void StartWaking()
    {
        _begunAt = Services.Clock.GetTimestamp();
        _timer = this.RegisterGrainTimer(
            LookAsync,
            new GrainTimerCreationOptions { DueTime = Timeout.InfiniteTimeSpan, Period = Timeout.InfiniteTimeSpan, Interleave = false, KeepAlive = true });
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        _dueAt = TimeSpan.MaxValue;
        _lookedAt = Age;
        var begun = Services.Clock.GetTimestamp();
        using var activity = GrainTelemetry.Activities.StartActivity("reconcile");
        activity?.SetTag("kind", Description.Kind);
        var outcome = "ok";
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
            // Somebody else has written this object's row: read it, and decide anew. It is looked at again whether or not it can be read now.
            outcome = "stale";
            LogStale(Log, e, this.GetPrimaryKeyString());
            WakeIn(Retry.First);
            await ReadAgainAsync();
        }
        catch (Exception e)
        {
            _failures++;
            outcome = "failed";
            activity?.SetStatus(ActivityStatusCode.Error);
            LogFailed(Log, e, this.GetPrimaryKeyString());
            WakeIn(Retry.AfterFailures(_failures));
        }

        GrainTelemetry.Reconciled(Description.Kind, outcome, Services.Clock.GetElapsedTime(begun));
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The stored state of {Key} was changed by another activation; it is read again.")]
    private static partial void LogStale(ILogger log, Exception exception, string key);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The reconciliation of {Key} failed; it is tried again.")]
    private static partial void LogFailed(ILogger log, Exception exception, string key);
}
