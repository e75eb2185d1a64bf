using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Networking;

namespace Orleans.Runtime;

/// <summary>Observes the next silos in the ring, by their rows alone, and votes for the death of those that are silent.</summary>
internal sealed partial class SiloObserver(
    ClusterMembership membership,
    LocalSilo silo,
    SiloStatusOracle oracle,
    DoorProbe doors,
    TimeProvider timeProvider,
    IOptions<ClusterMembershipOptions> options,
    ILogger<SiloObserver> logger)
{
    // After an outage a silo may take that many times as long as usual until it is back.
    private const int GrantedAfterOutage = 3;

    private readonly int _limit = options.Value.NumMissedProbesLimit;
    private readonly int _limitIfRefused = options.Value.NumMissedProbesIfRefused;
    private readonly TimeSpan _votingMax = options.Value.ProbeTimeout / 2;
    private Dictionary<SiloAddress, Observation> _observations = [];

    // A silo that has just started does not know whether others could reach the table until now.
    private bool _wasCutOff = true;

    /// <summary>Whom to look at next.</summary>
    public IReadOnlyList<SiloAddress> Choose()
    {
        var before = _observations;
        if (oracle.CurrentStatus != SiloStatus.Active)
        {
            _observations = [];
            return [];
        }

        var observed = SiloRing.Observed(
            oracle.Snapshot, silo.SiloAddress, options.Value.NumProbedSilos, other => before.TryGetValue(other, out var one) && one.Missed > _limit / 2);
        _observations = observed.ToDictionary(
            other => other,
            other => before.GetValueOrDefault(other) ?? (_wasCutOff ? Observation.AfterOutage(GrantedAfterOutage * _limit) : Observation.New()));
        _wasCutOff = false;
        return observed;
    }

    /// <summary>Takes over what was read of those who were chosen. A vote for the death of one that renewed its row is withdrawn.</summary>
    public async Task SeeAsync(MembershipSnapshot read, CancellationToken cancellationToken)
    {
        foreach (var row in read.Rows)
        {
            if (_observations.TryGetValue(row.Address, out var observation) && observation.See(row.IAmAliveTime)
                && DeathVote.Withdraw(oracle.Snapshot, silo.SiloAddress, row.Address) is not null)
            {
                await membership.TryChangeAsync(snapshot => DeathVote.Withdraw(snapshot, silo.SiloAddress, row.Address), _votingMax, cancellationToken);
                LogAlive(logger, row.SiloName, row.Address);
            }
        }
    }

    /// <summary>Votes for the death of those that missed too many looks, or fewer if their machines say that their processes are gone.</summary>
    public async Task JudgeAsync(CancellationToken cancellationToken)
    {
        foreach (var (other, observation) in _observations.Where(one => !one.Value.IsRefused && one.Value.Missed >= _limitIfRefused - 1))
        {
            doors.Knock(other, () => observation.IsRefused = true);
        }

        var silent = _observations
            .Where(one => one.Value.Missed >= (one.Value.IsRefused ? _limitIfRefused : _limit)).Select(one => one.Key).ToImmutableHashSet();
        var vote = new DeathVote(silo.SiloAddress, silent, timeProvider.GetUtcNow().UtcDateTime);
        foreach (var suspect in silent.OrderBy(SiloRing.HashOf))
        {
            // A vote that was cast before and is not enough yet needs no look at the table.
            if (vote.Cast(oracle.Snapshot, suspect, options.Value) is null)
            {
                continue;
            }

            MembershipRow? cast = null;
            if (await membership.TryChangeAsync(snapshot => cast = vote.Cast(snapshot, suspect, options.Value), _votingMax, cancellationToken) && cast is not null)
            {
                LogVoted(logger, cast.SiloName, suspect, _observations[suspect].Missed, _observations[suspect].IsRefused ? " and refuses connections" : string.Empty, cast.Suspicions.Length, cast.Status);
            }
        }
    }

    /// <summary>Begins anew, because nothing can be said of the time in which the table could not be reached.</summary>
    public void Forget()
    {
        _observations = [];
        _wasCutOff = true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silo {SiloName} at {Address} did not renew its row in {Looks} looks{Door}: it has {Votes} votes for its death, and is {Status} now.")]
    private static partial void LogVoted(ILogger logger, string siloName, SiloAddress address, int looks, string door, int votes, SiloStatus status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silo {SiloName} at {Address} renewed its row after all; the vote for its death is withdrawn.")]
    private static partial void LogAlive(ILogger logger, string siloName, SiloAddress address);
}
