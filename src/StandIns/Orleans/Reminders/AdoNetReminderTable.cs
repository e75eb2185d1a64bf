using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>The table of reminders in a relational database.</summary>
internal sealed class AdoNetReminderTable : IReminderTable
{
    private readonly QueryDatabase _database;
    private readonly string _serviceId;

    public AdoNetReminderTable(IOptions<AdoNetReminderTableOptions> options, IOptions<ClusterOptions> cluster, QueryDatabases databases)
    {
        var settings = options.Value;
        _database = databases.Get(AdoNetInvariant.Require(settings.ConnectionString, settings.Invariant, nameof(AdoNetReminderTableOptions)));
        _serviceId = cluster.Value.ServiceId;
    }

    public async Task<ReminderTableData> ReadRows(GrainId grainId) =>
        new(await ReadAsync("ReadReminderRowsKey", parameters => parameters.Text("GrainId", grainId.ToString())));

    // The database keeps hashes as signed numbers, where the ring begins at another place.
    public async Task<ReminderTableData> ReadRows(uint begin, uint end) => new(await ReadAsync(
        unchecked((int)begin < (int)end) ? "ReadRangeRows1Key" : "ReadRangeRows2Key",
        parameters => parameters.Integer("BeginHash", unchecked((int)begin)).Integer("EndHash", unchecked((int)end))));

    public async Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => (await ReadAsync(
        "ReadReminderRowKey", parameters => parameters.Text("GrainId", grainId.ToString()).Text("ReminderName", reminderName))).SingleOrDefault();

    public async Task<string?> UpsertRow(ReminderEntry entry)
    {
        var versions = await _database.ReadAsync(
            "UpsertReminderRowKey",
            parameters => parameters
                .Text("ServiceId", _serviceId)
                .Text("GrainId", entry.GrainId.ToString())
                .Text("ReminderName", entry.ReminderName)
                .Time("StartTime", entry.StartAt)
                .Bigint("Period", (long)entry.Period.TotalMilliseconds)
                .Integer("GrainHash", unchecked((int)entry.GrainId.GetUniformHashCode())),
            reader => reader.GetInt32(0),
            CancellationToken.None);
        return versions.Single().ToString(CultureInfo.InvariantCulture);
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => _database.ExecuteAsync(
        "DeleteReminderRowKey",
        parameters => parameters
            .Text("ServiceId", _serviceId)
            .Text("GrainId", grainId.ToString())
            .Text("ReminderName", reminderName)
            .Integer("Version", int.Parse(eTag, CultureInfo.InvariantCulture)),
        CancellationToken.None);

    public Task TestOnlyClearTable() =>
        _database.ExecuteAsync("DeleteReminderRowsKey", parameters => parameters.Text("ServiceId", _serviceId), CancellationToken.None);

    private Task<List<ReminderEntry>> ReadAsync(string queryKey, Action<NpgsqlParameterCollection> bind) => _database.ReadAsync(
        queryKey,
        parameters => bind(parameters.Text("ServiceId", _serviceId)),
        reader => new ReminderEntry
        {
            GrainId = GrainId.Parse(reader.GetString(reader.GetOrdinal("GrainId"))),
            ReminderName = reader.GetString(reader.GetOrdinal("ReminderName")),
            StartAt = reader.GetDateTime(reader.GetOrdinal("StartTime")).ToUniversalTime(),
            Period = TimeSpan.FromMilliseconds(reader.GetInt64(reader.GetOrdinal("Period"))),
            ETag = reader.GetInt32(reader.GetOrdinal("Version")).ToString(CultureInfo.InvariantCulture),
        },
        CancellationToken.None);
}
