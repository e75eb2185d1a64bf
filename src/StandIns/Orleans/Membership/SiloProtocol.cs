namespace Orleans.Runtime;

/// <summary>What a silo speaks with others, on connections and in the tables that they share.</summary>
/// <param name="Version">The protocol that it speaks.</param>
/// <param name="Oldest">The oldest that it understands.</param>
internal sealed record SiloProtocol(int Version, int Oldest)
{
    /// <summary>This build's. The version rises with each change that an older silo would misunderstand.</summary>
    public static SiloProtocol Own { get; } = new(Version: 1, Oldest: 1);

    /// <summary>Returns if the two understand each other; null is a silo of Microsoft Orleans.</summary>
    public void RequireCompatible(SiloProtocol? other, string siloName, string address, string clusterId)
    {
        if (other is null)
        {
            throw new OrleansException(
                $"The silo {siloName} at {address} of the cluster \"{clusterId}\" is one of Microsoft Orleans, and this one is of the stand-in: all silos of a cluster must be of one "
                + "build. Stop that silo, give this one another ClusterOptions.ClusterId, or build it with -p:UsePackages=true.");
        }

        if (other.Version < Oldest || Version < other.Oldest)
        {
            throw new OrleansException(
                $"The silo {siloName} at {address} of the cluster \"{clusterId}\" speaks version {other.Version} of the silos' protocol and understands {other.Oldest} and newer; "
                + $"this one speaks {Version} and understands {Oldest} and newer. Upgrade the older one first, one release at a time.");
        }
    }
}
