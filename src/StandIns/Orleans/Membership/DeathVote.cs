using System.Collections.Immutable;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>What follows when a silo finds another silent: its vote, and death where enough voted.</summary>
/// <param name="Voter">The silo that votes.</param>
/// <param name="Silent">All that it finds silent.</param>
/// <param name="Utc">Now.</param>
internal sealed record DeathVote(SiloAddress Voter, ImmutableHashSet<SiloAddress> Silent, DateTime Utc)
{
    /// <summary>The suspect's row as it is to be: with this vote, and dead if that is enough; null where nothing is to be changed.</summary>
    public MembershipRow? Cast(MembershipSnapshot snapshot, SiloAddress suspect, ClusterMembershipOptions options)
    {
        if (snapshot.Find(suspect) is not { Status: not SiloStatus.Dead } row)
        {
            return null;
        }

        var active = snapshot.Rows.Where(one => one.Status == SiloStatus.Active).Select(one => one.Address).ToHashSet();
        if (!active.Contains(Voter))
        {
            return null;
        }

        var valid = row.Suspicions.Where(vote => active.Contains(vote.Silo) && Utc - vote.Time < options.DeathVoteExpirationTimeout).ToImmutableArray();
        var others = valid.Where(vote => !vote.Silo.Equals(Voter)).ToImmutableArray();
        var votes = others.Add((Voter, Utc));

        // Who is silent cannot vote, so that the last of many can bury the others.
        var voters = active.Count(silo => !silo.Equals(suspect) && !Silent.Contains(silo));
        if (votes.Length >= Math.Min(options.NumVotesForDeathDeclaration, voters))
        {
            return row with { Status = SiloStatus.Dead, Suspicions = votes };
        }

        return valid.Length > others.Length ? null : row with { Suspicions = votes };
    }

    /// <summary>The row of a silo that turned out to be alive, without this voter's vote; null where it did not vote.</summary>
    public static MembershipRow? Withdraw(MembershipSnapshot snapshot, SiloAddress voter, SiloAddress alive) =>
        snapshot.Find(alive) is { Status: not SiloStatus.Dead } row && row.Suspicions.Any(vote => vote.Silo.Equals(voter))
            ? row with { Suspicions = row.Suspicions.RemoveAll(vote => vote.Silo.Equals(voter)) }
            : null;
}
