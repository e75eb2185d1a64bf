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
    // What is due so soon is done with this beat.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _stopped = new();
    private readonly IHeartbeatTable _table = table as IHeartbeatTable ?? new StepwiseHeartbeat(table);
    private Task _beating = Task.CompletedTask;
    private long _renewedAt;
    private long _refreshedAt;
    private bool _wasSlow;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var beforeDate = timeProvider.GetUtcNow() - options.Value.DefunctSiloExpiration;
        await lane.Scheduler.RunAsync(() => table.CleanupDefunctSiloEntries(beforeDate)).WaitAsync(cancellationToken);
        _renewedAt = _refreshedAt = timeProvider.GetTimestamp();
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
                await lane.DelayAsync(options.Value.ProbeTimeout, _stopped.Token);
                try
                {
                    await BeatOnceAsync(_stopped.Token);
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

    private async Task BeatOnceAsync(CancellationToken cancellationToken)
    {
        var isRenewal = IsDue(_renewedAt, options.Value.IAmAliveTablePublishTimeout);
        var asked = timeProvider.GetTimestamp();
        var read = MembershipSnapshot.Of(
            await _table.BeatAsync(isRenewal ? membership.OwnRow.ToEntry() : null, silo.SiloAddress, observer.Choose()));
        _renewedAt = isRenewal ? timeProvider.GetTimestamp() : _renewedAt;
        if (read.Version != oracle.Snapshot.Version || IsDue(_refreshedAt, options.Value.TableRefreshTimeout))
        {
            _ = oracle.UpdateAsync(await membership.ReadAsync());
            _refreshedAt = timeProvider.GetTimestamp();
        }

        // The snapshot can have been read by others, too.
        if (oracle.Snapshot.Find(silo.SiloAddress) is null or { Status: SiloStatus.Dead })
        {
            End();
            return;
        }

        if (BecameSlow(timeProvider.GetElapsedTime(asked)))
        {
            observer.Forget();
            return;
        }

        await observer.SeeAsync(read, cancellationToken);
        await observer.JudgeAsync(cancellationToken);
    }

    // A table that suddenly needs so long may have been out of reach for a while, and what hung here for a second may hang elsewhere for three. One that goes
    // on to be slow is judged by: nobody would be missed otherwise.
    private bool BecameSlow(TimeSpan took)
    {
        var before = _wasSlow;
        _wasSlow = took >= options.Value.SlowLook;
        return _wasSlow && !before;
    }

    private void End()
    {
        oracle.CurrentStatus = SiloStatus.Dead;
        LogDead(logger, silo.Name, silo.SiloAddress);
        fatal.OnFatalException(this, $"The silo {silo.Name} was declared dead by the cluster.");
    }

    private bool IsDue(long since, TimeSpan period) => timeProvider.GetElapsedTime(since) + Slack >= period;

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
