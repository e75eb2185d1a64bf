using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>
/// Renews this silo's row, observes others, and finds out whether this one was declared dead. A database that cannot be reached changes nothing: the silo goes
/// on, and judges nobody by the time in which it saw nothing.
/// </summary>
internal sealed partial class SiloHeartbeat(
    IMembershipTable table,
    IMembershipLane lane,
    ClusterMembership membership,
    SiloObserver observer,
    LocalSilo silo,
    SiloStatusOracle oracle,
    TimeProvider timeProvider,
    TaskScheduler scheduler,
    IOptions<ClusterMembershipOptions> options,
    IFatalErrorHandler fatal,
    ILogger<SiloHeartbeat> logger) : IDisposable
{
    // What is due so soon is done now, so that renewing and looking stay one step.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _stopped = new();
    private Task _beating = Task.CompletedTask;
    private long _renewedAt;
    private long _lookedAt;
    private long _refreshedAt;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var beforeDate = timeProvider.GetUtcNow() - options.Value.DefunctSiloExpiration;
        await lane.Scheduler.RunAsync(() => table.CleanupDefunctSiloEntries(beforeDate)).WaitAsync(cancellationToken);
        _renewedAt = _lookedAt = _refreshedAt = timeProvider.GetTimestamp();
        _beating = lane.Scheduler.RunAsync(BeatAsync);
    }

    public async Task StopAsync()
    {
        await scheduler.CancelAsync(_stopped);
        await _beating;
    }

    public void Dispose()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private async Task BeatAsync()
    {
        var reachable = true;
        try
        {
            while (oracle.CurrentStatus != SiloStatus.Dead)
            {
                await lane.DelayAsync(UntilNextStep(), _stopped.Token);
                try
                {
                    await StepAsync(_stopped.Token);
                    LogReachableAgain(ref reachable);
                }
                catch (Exception exception) when (!_stopped.IsCancellationRequested)
                {
                    observer.Forget();
                    LogUnreachableNow(ref reachable, exception);
                }
            }
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private TimeSpan UntilNextStep()
    {
        var untilRenewal = Rest(_renewedAt, options.Value.IAmAliveTablePublishTimeout);
        var untilLook = Rest(_lookedAt, options.Value.ProbeTimeout);
        var next = untilRenewal < untilLook ? untilRenewal : untilLook;
        return observer.UntilNextWindowEnds is { } untilEnd && untilEnd < next ? (untilEnd > Slack ? untilEnd : Slack) : next;
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        // First, so that whoever could not write does not judge others that cannot either.
        if (IsDue(_renewedAt, options.Value.IAmAliveTablePublishTimeout))
        {
            _renewedAt = timeProvider.GetTimestamp();
            await table.UpdateIAmAlive(membership.OwnRow.ToEntry());
        }

        if (IsDue(_lookedAt, options.Value.ProbeTimeout) || observer.UntilNextWindowEnds <= Slack)
        {
            _lookedAt = timeProvider.GetTimestamp();
            await LookAsync(cancellationToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var version = await observer.LookAsync(cancellationToken);
        if (version != oracle.Snapshot.Version || IsDue(_refreshedAt, options.Value.TableRefreshTimeout))
        {
            _refreshedAt = timeProvider.GetTimestamp();
            _ = oracle.UpdateAsync(await membership.ReadAsync());
        }

        // The snapshot can have been read by others, too.
        if (oracle.Snapshot.Find(silo.SiloAddress) is null or { Status: SiloStatus.Dead })
        {
            End();
            return;
        }

        await observer.JudgeAsync(cancellationToken);
    }

    private void End()
    {
        oracle.CurrentStatus = SiloStatus.Dead;
        LogDead(logger, silo.Name, silo.SiloAddress);
        fatal.OnFatalException(this, $"The silo {silo.Name} was declared dead by the cluster.");
    }

    private bool IsDue(long since, TimeSpan period) => Rest(since, period) <= Slack;

    private TimeSpan Rest(long since, TimeSpan period)
    {
        var rest = period - timeProvider.GetElapsedTime(since);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    private void LogReachableAgain(ref bool reachable)
    {
        if (!reachable)
        {
            reachable = true;
            LogReachable(logger);
        }
    }

    private void LogUnreachableNow(ref bool reachable, Exception exception)
    {
        if (reachable)
        {
            reachable = false;
            LogUnreachable(logger, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The silo {SiloName} at {Address} was declared dead by the cluster; it ends.")]
    private static partial void LogDead(ILogger logger, string siloName, SiloAddress address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The membership table could not be reached; it is tried again each time that it is due.")]
    private static partial void LogUnreachable(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "The membership table is reached again.")]
    private static partial void LogReachable(ILogger logger);
}
