using System.Globalization;
using Orchestrator.Simulations.Kernel;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Simulations.Database;

/// <summary>The rows of the silos and the version above them. Every change of who is what raises the version, and only one writer can.</summary>
internal sealed class MemberTable(Simulation simulation)
{
    private readonly SortedDictionary<string, MembershipEntry> _entries = new(StringComparer.Ordinal);
    private int _version;

    /// <summary>Told each change of a silo's status: by its entry, and who wrote it.</summary>
    public event Action<MembershipEntry, string>? Changed;

    public IEnumerable<MembershipEntry> Entries => _entries.Values;

    public MembershipTableData ReadAll() => new([.. _entries.Values.Select(Read)], Version());

    public MembershipTableData ReadRow(SiloAddress silo) =>
        _entries.TryGetValue(silo.ToParsableString(), out var entry) ? new MembershipTableData(Read(entry), Version()) : new MembershipTableData(Version());

    public bool Insert(MembershipEntry entry, TableVersion version, string writer) =>
        !_entries.ContainsKey(entry.SiloAddress.ToParsableString()) && Write(entry, version, writer);

    public bool Update(MembershipEntry entry, TableVersion version, string writer) =>
        _entries.ContainsKey(entry.SiloAddress.ToParsableString()) && Write(entry, version, writer);

    public void Renew(MembershipEntry entry)
    {
        if (_entries.TryGetValue(entry.SiloAddress.ToParsableString(), out var stored))
        {
            stored.IAmAliveTime = entry.IAmAliveTime;
        }
    }

    public void CleanUp(DateTimeOffset before)
    {
        foreach (var (key, entry) in _entries.ToList())
        {
            if (entry.Status == SiloStatus.Dead && entry.IAmAliveTime < before.UtcDateTime)
            {
                _entries.Remove(key);
            }
        }
    }

    private bool Write(MembershipEntry entry, TableVersion version, string writer)
    {
        if (version.VersionEtag != _version.ToString(CultureInfo.InvariantCulture))
        {
            return false;
        }

        _version++;
        _entries[entry.SiloAddress.ToParsableString()] = Copy(entry);
        simulation.Note("database", $"{writer}: member {entry.SiloName} {entry.SiloAddress} {entry.Status} at {_version}");
        Changed?.Invoke(entry, writer);
        return true;
    }

    private TableVersion Version() => new(_version, _version.ToString(CultureInfo.InvariantCulture));

    private static Tuple<MembershipEntry, string> Read(MembershipEntry entry) => Tuple.Create(Copy(entry), string.Empty);

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
}
