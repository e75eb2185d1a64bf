using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>Observes the next silos in the ring, by their rows alone, and votes for the death of those that are silent.</summary>
internal sealed partial class SiloObserver(
    IMembershipTable table,
    ClusterMembership membership,
    LocalSilo silo,
    SiloStatusOracle oracle,
    TimeProvider timeProvider,
    IOptions<ClusterMembershipOptions> options,
    ILogger<SiloObserver> logger)
{
    private readonly TimeSpan _window = options.Value.DeathWindow;

    // Whoever does not look for longer than that has seen nothing.
    private readonly TimeSpan _gapMax = 2 * options.Value.ProbeTimeout;

    private readonly TimeSpan _votingMax = options.Value.ProbeTimeout / 2;
    private Dictionary<SiloAddress, Observation> _observations = [];

    /// <summary>How long until a silo that stays silent has been so for the whole window; null if there is none.</summary>
    public TimeSpan? UntilNextWindowEnds
    {
        get
        {
            var rests = _observations.Values
                .Where(one => one.WasSeen && one.Unchanged < _window)
                .Select(one => _window - timeProvider.GetElapsedTime(one.Since))
                .ToArray();
            return rests.Length > 0 ? rests.Min() : null;
        }
    }

    /// <summary>Looks at the observed silos. Answers the version of the table.</summary>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        var before = _observations;
        var observed = oracle.CurrentStatus == SiloStatus.Active
            ? SiloRing.Observed(
                oracle.Snapshot, silo.SiloAddress, options.Value.NumProbedSilos, other => before.TryGetValue(other, out var one) && one.Unchanged >= _window / 2)
            : [];
        _observations = observed.ToDictionary(other => other, other => before.GetValueOrDefault(other) ?? new Observation(timeProvider));
        if (observed.Count == 0)
        {
            return (await table.ReadRow(silo.SiloAddress)).Version.Version;
        }

        var version = 0;
        foreach (var other in observed)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var askedAt = timeProvider.GetTimestamp();
            var read = MembershipSnapshot.Of(await table.ReadRow(other));
            version = read.Version;
            if (read.Find(other) is { Status: not SiloStatus.Dead } row && _observations[other].See(row.IAmAliveTime, askedAt, _gapMax)
                && DeathVote.Withdraw(oracle.Snapshot, silo.SiloAddress, other) is not null)
            {
                await membership.TryChangeAsync(snapshot => DeathVote.Withdraw(snapshot, silo.SiloAddress, other), _votingMax, cancellationToken);
                LogAlive(logger, other);
            }
        }

        return version;
    }

    /// <summary>Votes for the death of those that were silent for the whole window.</summary>
    public async Task JudgeAsync(CancellationToken cancellationToken)
    {
        var silent = _observations.Where(one => one.Value.Unchanged >= _window).Select(one => one.Key).ToImmutableHashSet();
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
                LogVoted(logger, suspect, cast.Suspicions.Length, cast.Status, _observations[suspect].Unchanged.TotalSeconds);
            }
        }
    }

    /// <summary>Begins anew, because nothing can be said of the time in which the table could not be reached.</summary>
    public void Forget() => _observations.Clear();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silo at {Address} was silent for {Seconds:F1} s: it has {Votes} votes for its death, and is {Status} now.")]
    private static partial void LogVoted(ILogger logger, SiloAddress address, int votes, SiloStatus status, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silo at {Address} renewed its row after all; the vote for its death is withdrawn.")]
    private static partial void LogAlive(ILogger logger, SiloAddress address);
}
