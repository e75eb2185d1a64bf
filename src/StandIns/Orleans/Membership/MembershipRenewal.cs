using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>
/// Renews this silo's row, and looks whether it was declared dead. A database that cannot be reached changes nothing: the silo goes on, for
/// nobody else can declare it dead there either.
/// </summary>
internal sealed partial class MembershipRenewal(
    IMembershipTable table,
    IMembershipLane lane,
    ClusterMembership membership,
    LocalSilo silo,
    SiloStatusOracle oracle,
    TimeProvider timeProvider,
    TaskScheduler threads,
    IOptions<ClusterMembershipOptions> options,
    IFatalErrorHandler fatal,
    ILogger<MembershipRenewal> logger) : IDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private Task _renewing = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await lane.Scheduler.RunAsync(() => table.CleanupDefunctSiloEntries(timeProvider.GetUtcNow() - options.Value.DefunctSiloExpiration)).WaitAsync(cancellationToken);
        _renewing = lane.Scheduler.RunAsync(RenewAsync);
    }

    public async Task StopAsync()
    {
        await threads.CancelAsync(_stopped);
        await _renewing;
    }

    public void Dispose() => _stopped.Dispose();

    private async Task RenewAsync()
    {
        var reachable = true;
        try
        {
            while (true)
            {
                await lane.DelayAsync(options.Value.IAmAliveTablePublishTimeout, _stopped.Token);
                try
                {
                    if (await IsDeclaredDeadAsync())
                    {
                        oracle.CurrentStatus = SiloStatus.Dead;
                        LogDead(logger, silo.Name, silo.SiloAddress);
                        fatal.OnFatalException(this, $"The silo {silo.Name} was declared dead by the cluster.");
                        return;
                    }

                    if (!reachable)
                    {
                        LogReachable(logger);
                    }

                    reachable = true;
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    if (reachable)
                    {
                        LogUnreachable(logger, exception);
                    }

                    reachable = false;
                }
            }
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task<bool> IsDeclaredDeadAsync()
    {
        await table.UpdateIAmAlive(membership.OwnRow.ToEntry());
        var read = MembershipSnapshot.Of(await table.ReadRow(silo.SiloAddress));
        if (read.Version != oracle.Snapshot.Version)
        {
            _ = oracle.UpdateAsync(await membership.ReadAsync());
        }

        return read.Find(silo.SiloAddress) is null or { Status: SiloStatus.Dead };
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The silo {SiloName} at {Address} was declared dead by the cluster; it ends.")]
    private static partial void LogDead(ILogger logger, string siloName, SiloAddress address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The membership row could not be renewed; it is tried again each time that it is due.")]
    private static partial void LogUnreachable(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "The membership row is renewed again.")]
    private static partial void LogReachable(ILogger logger);
}
