using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>A silo in the membership table. Times are in UTC.</summary>
internal sealed record MembershipRow(
    SiloAddress Address, string SiloName, string HostName, SiloStatus Status, int ProxyPort, DateTime StartTime, DateTime IAmAliveTime)
{
    /// <summary>Who takes the silo for gone, and since when by their clock.</summary>
    public ImmutableArray<(SiloAddress Silo, DateTime Time)> Suspicions { get; init; } = [];

    /// <summary>What a table other than the database's may want back with a write.</summary>
    public string Etag { get; init; } = string.Empty;

    public static MembershipRow Of(MembershipEntry entry, string etag) => new(
        entry.SiloAddress, entry.SiloName, entry.HostName, entry.Status, entry.ProxyPort, entry.StartTime, entry.IAmAliveTime)
    {
        Suspicions = [.. (entry.SuspectTimes ?? []).Select(one => (one.Item1, one.Item2))],
        Etag = etag,
    };

    public MembershipEntry ToEntry() => new()
    {
        SiloAddress = Address,
        SiloName = SiloName,
        HostName = HostName,
        Status = Status,
        ProxyPort = ProxyPort,
        SuspectTimes = [.. Suspicions.Select(one => Tuple.Create(one.Silo, one.Time))],
        StartTime = StartTime,
        IAmAliveTime = IAmAliveTime,
    };
}
