using System.Globalization;
using Orleans;
using Orleans.Runtime;

namespace StandIns.Tests.Silos;

/// <summary>The membership of a cluster in memory, with the rules of the table.</summary>
public sealed class MemberStore
{
    private readonly Dictionary<SiloAddress, MembershipEntry> _entries = [];
    private int _version;

    /// <summary>Whether nobody can reach it.</summary>
    public bool IsAway { get; set; }

    /// <summary>How often it was read and written.</summary>
    public long Calls { get; private set; }

    public IReadOnlyList<MembershipEntry> All => [.. _entries.Values];

    public MembershipTableData Read(Func<SiloAddress, bool> isAsked)
    {
        Count();
        return new MembershipTableData(
            [.. _entries.Values.Where(entry => isAsked(entry.SiloAddress)).Select(entry => Tuple.Create(Copy(entry), ""))],
            new TableVersion(_version, _version.ToString(CultureInfo.InvariantCulture)));
    }

    public bool Write(MembershipEntry entry, TableVersion version, bool isNew)
    {
        Count();
        if (version.VersionEtag != _version.ToString(CultureInfo.InvariantCulture) || _entries.ContainsKey(entry.SiloAddress) == isNew)
        {
            return false;
        }

        _version++;
        _entries[entry.SiloAddress] = Copy(entry);
        return true;
    }

    public void Renew(MembershipEntry entry)
    {
        Count();
        if (_entries.TryGetValue(entry.SiloAddress, out var stored))
        {
            stored.IAmAliveTime = entry.IAmAliveTime;
        }
    }

    private static MembershipEntry Copy(MembershipEntry entry) => new()
    {
        SiloAddress = entry.SiloAddress,
        Status = entry.Status,
        SuspectTimes = entry.SuspectTimes is null ? null : [.. entry.SuspectTimes],
        ProxyPort = entry.ProxyPort,
        HostName = entry.HostName,
        SiloName = entry.SiloName,
        StartTime = entry.StartTime,
        IAmAliveTime = entry.IAmAliveTime,
    };

    private void Count()
    {
        Calls++;
        if (IsAway)
        {
            throw new IOException("The store cannot be reached.");
        }
    }
}
