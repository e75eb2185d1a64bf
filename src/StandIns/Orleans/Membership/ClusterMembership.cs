using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>Joins the cluster, and leaves it.</summary>
internal sealed partial class ClusterMembership(
    MembershipTable table,
    LocalSilo silo,
    SiloStatusOracle oracle,
    TimeProvider timeProvider,
    IOptions<ClusterMembershipOptions> options,
    ILogger<ClusterMembership> logger)
{
    // Writers of the table are few, so that many lost races in a row mean that something else is wrong.
    private const int AttemptsMax = 10;

    private const int RenewalsMissedMax = 5;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    // A silo that did not renew its row for so long is gone, or will find itself dead when it wakes.
    private readonly TimeSpan _silenceMax = RenewalsMissedMax * options.Value.IAmAliveTablePublishTimeout;

    private MembershipRow OwnRow => new(
        silo.SiloAddress,
        silo.Name,
        silo.DnsHostName,
        oracle.CurrentStatus,
        silo.GatewayAddress.Endpoint.Port,
        null,
        silo.StartTime,
        timeProvider.GetUtcNow().UtcDateTime);

    /// <summary>Declares dead what is gone, and adds this silo.</summary>
    /// <exception cref="OrleansException">Another silo of the cluster is alive.</exception>
    public async Task JoinAsync(CancellationToken cancellationToken)
    {
        await table.InitializeAsync(cancellationToken);
        await BuryDeadAsync(cancellationToken);
        oracle.CurrentStatus = SiloStatus.Active;
        await ChangeAsync((_, version) => table.InsertAsync(OwnRow, version, cancellationToken), cancellationToken);
        LogJoined(logger, silo.Name, silo.SiloAddress, silo.ClusterId);
    }

    /// <summary>Tells the table what this silo is about to be; <see cref="SiloStatus.Dead"/> is the last.</summary>
    public async Task AnnounceAsync(SiloStatus status, CancellationToken cancellationToken)
    {
        oracle.CurrentStatus = status;
        await ChangeAsync((_, version) => table.UpdateAsync(OwnRow, version, cancellationToken), cancellationToken);
    }

    /// <summary>Reads the table, because somebody knows of a newer version than this silo does.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken) => oracle.Update(await table.ReadAllAsync(cancellationToken));

    private async Task BuryDeadAsync(CancellationToken cancellationToken)
    {
        var all = (await table.ReadAllAsync(cancellationToken)).Rows;
        silo.Succeed(all.Where(HasOurEndpoint).Select(row => row.Address.Generation).DefaultIfEmpty().Max());
        var rows = all.Where(row => row.Status != SiloStatus.Dead).ToArray();
        foreach (var row in rows.Where(row => !IsGone(row)))
        {
            await WaitForSilenceAsync(row, cancellationToken);
        }

        foreach (var row in rows)
        {
            await ChangeAsync(
                async (snapshot, version) =>
                {
                    var current = snapshot.Rows.FirstOrDefault(other => other.Address.Equals(row.Address));
                    return current is null or { Status: SiloStatus.Dead }
                        || await table.UpdateAsync(current with { Status = SiloStatus.Dead }, version, cancellationToken);
                },
                cancellationToken);
            LogDeclaredDead(logger, row.SiloName, row.Address);
        }
    }

    private bool HasOurEndpoint(MembershipRow row) => row.Address.Endpoint.Equals(silo.SiloAddress.Endpoint);

    // Whoever had this silo's address on this machine is gone, because this silo holds the port. For others the clock tells only where the name is
    // ours, so that a machine whose clock is wrong declares nobody else dead.
    private bool IsGone(MembershipRow row) =>
        (HasOurEndpoint(row) && row.HostName == silo.DnsHostName)
        || (row.SiloName == silo.Name && row.IAmAliveTime + _silenceMax < timeProvider.GetUtcNow().UtcDateTime);

    private async Task WaitForSilenceAsync(MembershipRow row, CancellationToken cancellationToken)
    {
        var since = timeProvider.GetTimestamp();
        while (timeProvider.GetElapsedTime(since) < _silenceMax)
        {
            await Task.Delay(LookEvery, timeProvider, cancellationToken);
            var current = await table.ReadAsync(row.Address, cancellationToken);
            if (current is null or { Status: SiloStatus.Dead })
            {
                return;
            }

            if (current.IAmAliveTime != row.IAmAliveTime)
            {
                throw new OrleansException(
                    $"The silo {row.SiloName} at {row.Address} is a live member of the cluster \"{silo.ClusterId}\", and this build of Orleans runs one silo a cluster: "
                    + $"stop that silo, or give {silo.Name} another ClusterOptions.ClusterId.");
            }
        }
    }

    private async Task ChangeAsync(Func<MembershipSnapshot, int, Task<bool>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var snapshot = await table.ReadAllAsync(cancellationToken);
            if (await write(snapshot, snapshot.Version))
            {
                oracle.Update(await table.ReadAllAsync(cancellationToken));
                return;
            }
        }

        throw new OrleansException(
            $"The membership table of the cluster \"{silo.ClusterId}\" could not be changed: others were faster {AttemptsMax} times in a row.");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The silo {SiloName} at {Address} joined the cluster {ClusterId}.")]
    private static partial void LogJoined(ILogger logger, string siloName, SiloAddress address, string clusterId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silo {SiloName} at {Address} is gone and was declared dead.")]
    private static partial void LogDeclaredDead(ILogger logger, string siloName, SiloAddress address);
}
