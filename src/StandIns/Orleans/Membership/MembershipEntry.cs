using Orleans.Runtime;

namespace Orleans;

/// <summary>A silo in the membership table. Times are in UTC.</summary>
public sealed class MembershipEntry
{
    /// <summary>Which run of which silo this is.</summary>
    public SiloAddress SiloAddress { get; set; } = null!;

    /// <summary>Where it is in its life.</summary>
    public SiloStatus Status { get; set; }

    /// <summary>Who takes it for gone, and since when; null for nobody.</summary>
    public List<Tuple<SiloAddress, DateTime>>? SuspectTimes { get; set; }

    /// <summary>Its port for clients; 0 for none.</summary>
    public int ProxyPort { get; set; }

    /// <summary>The name of its machine.</summary>
    public string HostName { get; set; } = string.Empty;

    /// <summary>Its name, which it keeps from one run to the next.</summary>
    public string SiloName { get; set; } = string.Empty;

    /// <summary>When it started.</summary>
    public DateTime StartTime { get; set; }

    /// <summary>When it last renewed this entry, by its own clock.</summary>
    public DateTime IAmAliveTime { get; set; }
}
