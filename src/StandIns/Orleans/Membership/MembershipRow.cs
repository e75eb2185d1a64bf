namespace Orleans.Runtime;

/// <summary>A silo in the membership table. Times are in UTC.</summary>
internal sealed record MembershipRow(
    SiloAddress Address, string SiloName, string HostName, SiloStatus Status, int ProxyPort, string? SuspectTimes, DateTime StartTime, DateTime IAmAliveTime);
