using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>The membership table in a relational database. Its tasks are done when its methods return: whoever calls has a thread for it.</summary>
internal sealed class AdoNetMembershipTable : IMembershipTable, IHeartbeatTable, IDisposable
{
    // Rows have no version of their own: each change raises that of the table.
    private const string NoEtag = "";

    private readonly QueryConnection _database;
    private readonly string _clusterId;

    public AdoNetMembershipTable(IOptions<AdoNetClusteringSiloOptions> options, IOptions<ClusterOptions> cluster)
    {
        var settings = options.Value;
        _database = new QueryConnection(AdoNetInvariant.Require(settings.ConnectionString, settings.Invariant, nameof(AdoNetClusteringSiloOptions)));
        _clusterId = cluster.Value.ClusterId;
    }

    public Task InitializeMembershipTable(bool tryInitTableVersion)
    {
        if (tryInitTableVersion)
        {
            _database.Execute("InsertMembershipVersionKey", parameters => parameters.Text("DeploymentId", _clusterId));
        }

        return Task.CompletedTask;
    }

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate)
    {
        _database.Execute(
            "CleanupDefunctSiloEntriesKey",
            parameters => parameters.Text("DeploymentId", _clusterId).Time("IAmAliveTime", beforeDate.UtcDateTime));
        return Task.CompletedTask;
    }

    public Task<MembershipTableData> ReadRow(SiloAddress key) =>
        Task.FromResult(Data(_database.Read("MembershipReadRowKey", parameters => BindSilo(parameters, key), Read)));

    public Task<MembershipTableData> ReadAll() =>
        Task.FromResult(Data(_database.Read("MembershipReadAllKey", parameters => parameters.Text("DeploymentId", _clusterId), Read)));

    /// <exception cref="OrleansException">A silo of the cluster speaks a protocol that this one does not understand, or the other way round.</exception>
    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion)
    {
        // Whoever joins between this and the insertion raises the version, so that the insertion fails.
        foreach (var (name, address, protocol) in _database.Read("ReadSiloProtocolsKey", parameters => parameters.Text("DeploymentId", _clusterId), ReadProtocol))
        {
            SiloProtocol.Own.RequireCompatible(protocol, name, address, _clusterId);
        }

        return Task.FromResult(_database.Execute(
            "InsertSiloKey",
            parameters => BindSilo(parameters, entry.SiloAddress)
                .Text("SiloName", entry.SiloName)
                .Text("HostName", entry.HostName)
                .Integer("Status", (int)entry.Status)
                .Integer("ProxyPort", entry.ProxyPort)
                .Time("StartTime", entry.StartTime)
                .Time("IAmAliveTime", entry.IAmAliveTime)
                .Integer("Version", Read(tableVersion))
                .Integer("Protocol", SiloProtocol.Own.Version)
                .Integer("Oldest", SiloProtocol.Own.Oldest)));
    }

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => Task.FromResult(_database.Execute(
        "UpdateMembershipKey",
        parameters => BindSilo(parameters, entry.SiloAddress)
            .Integer("Status", (int)entry.Status)
            .Text("SuspectTimes", SuspectTimesText.Write(entry.SuspectTimes))
            .Time("IAmAliveTime", entry.IAmAliveTime)
            .Integer("Version", Read(tableVersion))));

    public Task UpdateIAmAlive(MembershipEntry entry)
    {
        _database.Execute("UpdateIAmAlivetimeKey", parameters => BindSilo(parameters, entry.SiloAddress).Time("IAmAliveTime", entry.IAmAliveTime));
        return Task.CompletedTask;
    }

    public Task<MembershipTableData> BeatAsync(MembershipEntry? renewed, SiloAddress self, IReadOnlyList<SiloAddress> observed) =>
        Task.FromResult(Data(_database.Read(
            "HeartbeatKey",
            parameters => BindSilo(parameters, self)
                .Time("IAmAliveTime", renewed?.IAmAliveTime)
                .Texts("Addresses", [.. observed.Select(silo => silo.Endpoint.Address.ToString())])
                .Integers("Ports", [.. observed.Select(silo => silo.Endpoint.Port)])
                .Integers("Generations", [.. observed.Select(silo => silo.Generation)]),
            Read)));

    public void Dispose() => _database.Dispose();

    private static int Read(TableVersion version) => int.Parse(version.VersionEtag, CultureInfo.InvariantCulture);

    // A table without silos answers one row, which carries the version only; a table that was never made ready answers none.
    private static MembershipTableData Data(List<(int Version, MembershipEntry? Entry)> rows)
    {
        var version = rows.Count > 0 ? rows[0].Version : 0;
        return new MembershipTableData(
            [.. rows.Select(row => row.Entry).OfType<MembershipEntry>().Select(entry => Tuple.Create(entry, NoEtag))],
            new TableVersion(version, version.ToString(CultureInfo.InvariantCulture)));
    }

    private static (int Version, MembershipEntry? Entry) Read(NpgsqlDataReader reader)
    {
        var version = reader.GetInt32(reader.GetOrdinal("Version"));
        if (reader.IsDBNull(reader.GetOrdinal("StartTime")))
        {
            return (version, null);
        }

        string? Text(string column) => reader.IsDBNull(reader.GetOrdinal(column)) ? null : reader.GetString(reader.GetOrdinal(column));
        int Number(string column) => reader.GetInt32(reader.GetOrdinal(column));
        DateTime Time(string column) => reader.GetDateTime(reader.GetOrdinal(column)).ToUniversalTime();
        return (version, new MembershipEntry
        {
            SiloAddress = SiloAddress.New(IPAddress.Parse(Text("Address")!), Number("Port"), Number("Generation")),
            SiloName = Text("SiloName") ?? string.Empty,
            HostName = Text("HostName") ?? string.Empty,
            Status = (SiloStatus)Number("Status"),
            ProxyPort = Number("ProxyPort"),
            SuspectTimes = SuspectTimesText.Read(Text("SuspectTimes")),
            StartTime = Time("StartTime"),
            IAmAliveTime = Time("IAmAliveTime"),
        });
    }

    private static (string Name, string Address, SiloProtocol? Protocol) ReadProtocol(NpgsqlDataReader reader) => (
        reader.GetString(0),
        $"{reader.GetString(1)}:{reader.GetInt32(2)}",
        reader.IsDBNull(3) ? null : new SiloProtocol(reader.GetInt32(3), reader.GetInt32(4)));

    private NpgsqlParameterCollection BindSilo(NpgsqlParameterCollection parameters, SiloAddress silo) => parameters
        .Text("DeploymentId", _clusterId)
        .Text("Address", silo.Endpoint.Address.ToString())
        .Integer("Port", silo.Endpoint.Port)
        .Integer("Generation", silo.Generation);
}
