namespace Orleans.Runtime;

/// <summary>A membership table that does all that a heartbeat needs in one step, which a machine under load does sooner than several.</summary>
internal interface IHeartbeatTable
{
    /// <summary>Renews an entry, if one is given, and reads those of the observed silos with the table's version.</summary>
    Task<MembershipTableData> BeatAsync(MembershipEntry? renewed, SiloAddress self, IReadOnlyList<SiloAddress> observed);
}
