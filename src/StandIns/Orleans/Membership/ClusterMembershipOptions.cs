namespace Orleans.Configuration;

/// <summary>Settings of the cluster's membership. A silo is taken for gone when others saw its row unchanged for as long as the probes that it may miss take.</summary>
public class ClusterMembershipOptions
{
    /// <summary>How often a silo renews its row in the membership table.</summary>
    public TimeSpan IAmAliveTablePublishTimeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a silo looks at the rows of those that it observes.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>For how many times <see cref="ProbeTimeout"/> a row may stay unchanged before its silo is suspected.</summary>
    public int NumMissedProbesLimit { get; set; } = 4;

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

    /// <summary>For how long a row must be seen unchanged.</summary>
    internal TimeSpan DeathWindow => NumMissedProbesLimit * ProbeTimeout;
}
