namespace Orleans.Configuration;

/// <summary>Settings of the cluster's membership.</summary>
public class ClusterMembershipOptions
{
    /// <summary>How often a silo renews its row in the membership table.</summary>
    public TimeSpan IAmAliveTablePublishTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the row of a dead silo is kept.</summary>
    public TimeSpan DefunctSiloExpiration { get; set; } = TimeSpan.FromDays(7);
}
