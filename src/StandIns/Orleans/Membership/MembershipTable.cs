using System.Net;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>The membership table. Writes carry the version that was read, and fail if another was faster.</summary>
internal sealed class MembershipTable
{
    private readonly QueryDatabase _database;
    private readonly string _clusterId;

    public MembershipTable(IOptions<AdoNetClusteringSiloOptions> options, IOptions<ClusterOptions> cluster, QueryDatabases databases)
    {
        var settings = options.Value;
        _database = databases.Get(AdoNetInvariant.Require(settings.ConnectionString, settings.Invariant, nameof(AdoNetClusteringSiloOptions)));
        _clusterId = cluster.Value.ClusterId;
    }

    /// <summary>Makes the version row if there is none.</summary>
    public Task InitializeAsync(CancellationToken cancellationToken) =>
        _database.ExecuteAsync("InsertMembershipVersionKey", parameters => parameters.Text("DeploymentId", _clusterId), cancellationToken);

    public async Task<MembershipSnapshot> ReadAllAsync(CancellationToken cancellationToken)
    {
        var rows = await _database.ReadAsync(
            "MembershipReadAllKey", parameters => parameters.Text("DeploymentId", _clusterId), Read, cancellationToken);
        return new MembershipSnapshot(rows.Count > 0 ? rows[0].Version : 0, [.. rows.Select(row => row.Row).OfType<MembershipRow>()]);
    }

    /// <summary>The row of one silo; null if there is none.</summary>
    public async Task<MembershipRow?> ReadAsync(SiloAddress silo, CancellationToken cancellationToken)
    {
        var rows = await _database.ReadAsync("MembershipReadRowKey", parameters => BindSilo(parameters, silo), Read, cancellationToken);
        return rows.Select(row => row.Row).OfType<MembershipRow>().SingleOrDefault();
    }

    public Task<bool> InsertAsync(MembershipRow row, int version, CancellationToken cancellationToken) => _database.ExecuteAsync(
        "InsertMembershipKey",
        parameters => BindSilo(parameters, row.Address)
            .Text("SiloName", row.SiloName)
            .Text("HostName", row.HostName)
            .Integer("Status", (int)row.Status)
            .Integer("ProxyPort", row.ProxyPort)
            .Time("StartTime", row.StartTime)
            .Time("IAmAliveTime", row.IAmAliveTime)
            .Integer("Version", version),
        cancellationToken);

    public Task<bool> UpdateAsync(MembershipRow row, int version, CancellationToken cancellationToken) => _database.ExecuteAsync(
        "UpdateMembershipKey",
        parameters => BindSilo(parameters, row.Address)
            .Integer("Status", (int)row.Status)
            .Text("SuspectTimes", row.SuspectTimes)
            .Time("IAmAliveTime", row.IAmAliveTime)
            .Integer("Version", version),
        cancellationToken);

    public Task RenewAsync(SiloAddress silo, DateTime utc, CancellationToken cancellationToken) => _database.ExecuteAsync(
        "UpdateIAmAlivetimeKey", parameters => BindSilo(parameters, silo).Time("IAmAliveTime", utc), cancellationToken);

    /// <summary>Removes the rows of dead silos that were last alive before then.</summary>
    public Task CleanUpAsync(DateTime utc, CancellationToken cancellationToken) => _database.ExecuteAsync(
        "CleanupDefunctSiloEntriesKey", parameters => parameters.Text("DeploymentId", _clusterId).Time("IAmAliveTime", utc), cancellationToken);

    private static (int Version, MembershipRow? Row) Read(NpgsqlDataReader reader)
    {
        var version = reader.GetInt32(reader.GetOrdinal("Version"));

        // A cluster without silos answers one row, which carries the version only.
        if (reader.IsDBNull(reader.GetOrdinal("StartTime")))
        {
            return (version, null);
        }

        string? Text(string column) => reader.IsDBNull(reader.GetOrdinal(column)) ? null : reader.GetString(reader.GetOrdinal(column));
        int Number(string column) => reader.GetInt32(reader.GetOrdinal(column));
        DateTime Time(string column) => reader.GetDateTime(reader.GetOrdinal(column)).ToUniversalTime();
        return (version, new MembershipRow(
            SiloAddress.New(IPAddress.Parse(Text("Address")!), Number("Port"), Number("Generation")),
            Text("SiloName") ?? string.Empty,
            Text("HostName") ?? string.Empty,
            (SiloStatus)Number("Status"),
            Number("ProxyPort"),
            Text("SuspectTimes"),
            Time("StartTime"),
            Time("IAmAliveTime")));
    }

    private NpgsqlParameterCollection BindSilo(NpgsqlParameterCollection parameters, SiloAddress silo) => parameters
        .Text("DeploymentId", _clusterId)
        .Text("Address", silo.Endpoint.Address.ToString())
        .Integer("Port", silo.Endpoint.Port)
        .Integer("Generation", silo.Generation);
}
