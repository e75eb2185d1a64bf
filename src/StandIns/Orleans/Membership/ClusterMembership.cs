using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <summary>Joins the cluster, says what becomes of this silo, and leaves; and changes the table for whoever has to.</summary>
internal sealed partial class ClusterMembership(
    IMembershipTable table, IMembershipLane lane, LocalSilo silo, SiloPlace place, SiloStatusOracle oracle, TimeProvider timeProvider, ILogger<ClusterMembership> logger)
{
    // Each attempt fails only because another writer succeeded, so that even hundreds of writers are soon done.
    private static readonly TimeSpan ChangeTimeMax = TimeSpan.FromSeconds(30);

    // Not the same for all, so that those who lost together do not meet again each time.
    private TimeSpan BetweenAttempts => TimeSpan.FromMilliseconds(5 + (SiloRing.HashOf(silo.SiloAddress) % 16));

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
            () => ChangeAsync(
                snapshot => snapshot.Find(silo.SiloAddress) is { Status: not SiloStatus.Dead } row ? row with { Status = status, IAmAliveTime = OwnRow.IAmAliveTime } : null,
                cancellationToken));
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

    /// <summary>
    /// Changes a row, for whoever runs on the lane: as the function says, which gets the table as it is and answers null where nothing is to be changed. False if others
    /// were faster all the time.
    /// </summary>
    public async Task<bool> TryChangeAsync(Func<MembershipSnapshot, MembershipRow?> change, TimeSpan timeMax, CancellationToken cancellationToken)
    {
        for (var started = timeProvider.GetTimestamp(); timeProvider.GetElapsedTime(started) <= timeMax;)
        {
            var snapshot = await ReadAsync();
            var row = change(snapshot);
            if (row is null || await table.UpdateRow(row.ToEntry(), row.Etag, snapshot.TableVersion.Next()))
            {
                _ = oracle.UpdateAsync(row is null ? snapshot : await ReadAsync());
                return true;
            }

            await lane.DelayAsync(BetweenAttempts, cancellationToken);
        }

        return false;
    }

    private async Task ChangeAsync(Func<MembershipSnapshot, MembershipRow?> change, CancellationToken cancellationToken)
    {
        if (!await TryChangeAsync(change, ChangeTimeMax, cancellationToken))
        {
            throw Outrun();
        }
    }

    private async Task AddAsync(CancellationToken cancellationToken)
    {
        await table.InitializeMembershipTable(true);
        oracle.CurrentStatus = SiloStatus.Joining;
        for (var started = timeProvider.GetTimestamp(); timeProvider.GetElapsedTime(started) <= ChangeTimeMax;)
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
                _ = oracle.UpdateAsync(await ReadAsync());
                return;
            }

            await lane.DelayAsync(BetweenAttempts, cancellationToken);
        }

        throw Outrun();
    }

    private async Task DeclareDeadAsync(SiloAddress gone, CancellationToken cancellationToken)
    {
        await ChangeAsync(
            snapshot => snapshot.Find(gone) is { Status: not SiloStatus.Dead } row ? row with { Status = SiloStatus.Dead } : null, cancellationToken);
        LogDeclaredDead(logger, gone);
    }

    private OrleansException Outrun() => new(
        $"The membership table of the cluster \"{silo.ClusterId}\" could not be changed: for {ChangeTimeMax.TotalSeconds} s others were always faster.");

    [LoggerMessage(Level = LogLevel.Information, Message = "The silo {SiloName} at {Address} joined the cluster {ClusterId}.")]
    private static partial void LogJoined(ILogger logger, string siloName, SiloAddress address, string clusterId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silo at {Address}, whose place this one takes, is gone and was declared dead.")]
    private static partial void LogDeclaredDead(ILogger logger, SiloAddress address);
}
