using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>Joins the cluster, says what becomes of this silo, and leaves; and changes the table for whoever has to.</summary>
internal sealed partial class ClusterMembership(
    IMembershipTable table, IMembershipLane lane, LocalSilo silo, SiloPlace place, SiloStatusOracle oracle, TimeProvider timeProvider, ILogger<ClusterMembership> logger)
{
    // Each attempt fails only because another writer succeeded, so that even hundreds of writers are soon done.
    private static readonly TimeSpan ChangeTimeMax = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(5);

    /// <summary>What this silo's row says now.</summary>
    public MembershipRow OwnRow => new(
        silo.SiloAddress,
        silo.Name,
        silo.DnsHostName,
        oracle.CurrentStatus,
        silo.GatewayAddress.Endpoint.Port,
        silo.StartTime,
        timeProvider.GetUtcNow().UtcDateTime);

    /// <summary>Adds this silo, which is not yet active.</summary>
    /// <exception cref="OrleansException">Another silo that lives has its name or its address.</exception>
    public async Task JoinAsync(CancellationToken cancellationToken)
    {
        await lane.Scheduler.RunAsync(() => AddAsync(cancellationToken));
        LogJoined(logger, silo.Name, silo.SiloAddress, silo.ClusterId);
    }

    /// <summary>Tells the table what this silo is now; <see cref="SiloStatus.Dead"/> is the last.</summary>
    public async Task AnnounceAsync(SiloStatus status, CancellationToken cancellationToken)
    {
        oracle.CurrentStatus = status;
        await lane.Scheduler.RunAsync(
            () => ChangeAsync(snapshot => (snapshot.Find(silo.SiloAddress) ?? OwnRow) with { Status = status, IAmAliveTime = OwnRow.IAmAliveTime }, cancellationToken));
    }

    /// <summary>Reads the table, because somebody knows of a newer version than this silo does. Whoever listens has been told when the task ends.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var told = Task.CompletedTask;
        await lane.Scheduler.RunAsync(async () => told = oracle.UpdateAsync(await ReadAsync()));
        await told;
    }

    /// <summary>Reads the table, for whoever runs on the lane.</summary>
    public async Task<MembershipSnapshot> ReadAsync() => MembershipSnapshot.Of(await table.ReadAll());

    /// <summary>Changes a row, for whoever runs on the lane: as the function says, which gets the table as it is and answers null where nothing is to be changed.</summary>
    public async Task ChangeAsync(Func<MembershipSnapshot, MembershipRow?> change, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        while (true)
        {
            var snapshot = await ReadAsync();
            if (change(snapshot) is not { } row || await table.UpdateRow(row.ToEntry(), row.Etag, snapshot.TableVersion.Next()))
            {
                break;
            }

            await PauseAsync(started, cancellationToken);
        }

        _ = oracle.UpdateAsync(await ReadAsync());
    }

    private async Task AddAsync(CancellationToken cancellationToken)
    {
        await table.InitializeMembershipTable(true);
        oracle.CurrentStatus = SiloStatus.Joining;
        var started = timeProvider.GetTimestamp();
        while (true)
        {
            var snapshot = await ReadAsync();
            if (place.HolderIn(snapshot) is { } holder)
            {
                await place.WaitUntilGoneAsync(holder, cancellationToken);
                await DeclareDeadAsync(holder.Address, cancellationToken);
                continue;
            }

            silo.Succeed(place.LastGenerationIn(snapshot));
            if (await table.InsertRow(OwnRow.ToEntry(), snapshot.TableVersion.Next()))
            {
                break;
            }

            await PauseAsync(started, cancellationToken);
        }

        _ = oracle.UpdateAsync(await ReadAsync());
    }

    private async Task DeclareDeadAsync(SiloAddress gone, CancellationToken cancellationToken)
    {
        await ChangeAsync(
            snapshot => snapshot.Find(gone) is { Status: not SiloStatus.Dead } row ? row with { Status = SiloStatus.Dead } : null, cancellationToken);
        LogDeclaredDead(logger, gone);
    }

    private async Task PauseAsync(long started, CancellationToken cancellationToken)
    {
        if (timeProvider.GetElapsedTime(started) > ChangeTimeMax)
        {
            throw new OrleansException(
                $"The membership table of the cluster \"{silo.ClusterId}\" could not be changed: for {ChangeTimeMax.TotalSeconds} s others were always faster.");
        }

        await lane.DelayAsync(BetweenAttempts, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The silo {SiloName} at {Address} joined the cluster {ClusterId}.")]
    private static partial void LogJoined(ILogger logger, string siloName, SiloAddress address, string clusterId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silo at {Address}, whose place this one takes, is gone and was declared dead.")]
    private static partial void LogDeclaredDead(ILogger logger, SiloAddress address);
}
