namespace Orleans.Configuration;

/// <summary>Settings of the cluster's membership. A silo is suspected when another saw its row unchanged too often.</summary>
public class ClusterMembershipOptions
{
    /// <summary>How often a silo renews its row in the membership table.</summary>
    public TimeSpan IAmAliveTablePublishTimeout { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a silo looks at the rows of those that it observes.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How many looks in a row may see a silo's row unchanged before it is suspected.</summary>
    public int NumMissedProbesLimit { get; set; } = 9;

    /// <summary>How many others a silo observes.</summary>
    public int NumProbedSilos { get; set; } = 3;

    /// <summary>How many silos must suspect one before it is declared dead; fewer where fewer are left that could.</summary>
    public int NumVotesForDeathDeclaration { get; set; } = 2;

    /// <summary>How long a suspicion counts.</summary>
    public TimeSpan DeathVoteExpirationTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How often the whole table is read when nothing tells that it changed.</summary>
    public TimeSpan TableRefreshTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the row of a dead silo is kept.</summary>
    public TimeSpan DefunctSiloExpiration { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The same, for a silo whose machine refuses connections to it.</summary>
    internal int NumMissedProbesIfRefused => Math.Max(1, NumMissedProbesLimit / 2);

    /// <summary>How long the looks take that a silo may miss.</summary>
    internal TimeSpan DeathWindow => NumMissedProbesLimit * ProbeTimeout;

    /// <summary>How long a look takes that tells more of the table than of the silos in it.</summary>
    internal TimeSpan SlowLook => DeathWindow / 3;
}
