using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Keeps states in the table OrleansStorage.</summary>
internal sealed class AdoNetGrainStorage : IGrainStorage
{
    private readonly QueryDatabase _database;
    private readonly IGrainStorageSerializer _serializer;
    private readonly string _serviceId;

    public AdoNetGrainStorage(string name, IOptionsMonitor<AdoNetGrainStorageOptions> options, IOptions<ClusterOptions> cluster, QueryDatabases databases)
    {
        var settings = options.Get(name);
        _database = databases.Get(AdoNetInvariant.Require(settings.ConnectionString, settings.Invariant, nameof(AdoNetGrainStorageOptions)));
        _serializer = settings.GrainStorageSerializer;
        _serviceId = cluster.Value.ServiceId;
    }

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var rows = await _database.ReadAsync(
            "ReadFromStorageKey",
            parameters => BindKey(parameters, stateName, grainId),
            reader => (
                Payload: reader.IsDBNull(reader.GetOrdinal("PayloadBinary")) ? null : reader.GetFieldValue<byte[]>(reader.GetOrdinal("PayloadBinary")),
                Version: reader.GetInt32(reader.GetOrdinal("Version"))),
            CancellationToken.None);
        var row = rows.SingleOrDefault();
        grainState.State = (row.Payload is null ? default : _serializer.Deserialize<T>(new BinaryData(row.Payload))) ?? NewState.Create<T>();
        grainState.ETag = rows.Count == 0 ? null : row.Version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = row.Payload is not null;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var payload = _serializer.Serialize(grainState.State).ToMemory();
        var version = Version(grainState.ETag);
        var rows = await _database.ReadAsync(
            "WriteToStorageKey",
            parameters => BindKey(parameters, stateName, grainId).Integer("GrainStateVersion", version).Bytes("PayloadBinary", payload),
            NewVersion,
            CancellationToken.None);
        grainState.ETag = Checked("WriteState", rows, version, stateName, grainId);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is null)
        {
            await ReadStateAsync(stateName, grainId, grainState);
            if (!grainState.RecordExists)
            {
                return;
            }
        }

        var version = Version(grainState.ETag);
        var rows = await _database.ReadAsync(
            "ClearStorageKey",
            parameters => BindKey(parameters, stateName, grainId).Integer("GrainStateVersion", version),
            NewVersion,
            CancellationToken.None);
        grainState.ETag = Checked("ClearState", rows, version, stateName, grainId);
        grainState.RecordExists = false;
        grainState.State = NewState.Create<T>();
    }

    private static int? Version(string? etag) => etag is null ? null : int.Parse(etag, CultureInfo.InvariantCulture);

    private static int? NewVersion(NpgsqlDataReader reader) => reader.IsDBNull(0) ? null : reader.GetInt32(0);

    // Versions rise with each write, so one that is null or the old one says that nothing was written.
    private static string Checked(string operation, List<int?> rows, int? version, string stateName, GrainId grainId) =>
        rows is [{ } written] && written != version
            ? written.ToString(CultureInfo.InvariantCulture)
            : throw new InconsistentStateException(
                $"Version conflict ({operation}): the state \"{stateName}\" of {grainId} was written since version {version?.ToString(CultureInfo.InvariantCulture) ?? "none"}.",
                null,
                version?.ToString(CultureInfo.InvariantCulture));

    private static int Hash(string text)
    {
        var hash = 2166136261;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ octet) * 16777619);
        }

        return unchecked((int)hash);
    }

    private NpgsqlParameterCollection BindKey(NpgsqlParameterCollection parameters, string stateName, GrainId grainId)
    {
        var key = grainId.Key.ToString();
        return parameters
            .Integer("GrainIdHash", Hash(key))
            .Bigint("GrainIdN0", 0)
            .Bigint("GrainIdN1", 0)
            .Integer("GrainTypeHash", Hash(stateName))
            .Text("GrainTypeString", stateName)
            .Text("GrainIdExtensionString", key)
            .Text("ServiceId", _serviceId);
    }
}
