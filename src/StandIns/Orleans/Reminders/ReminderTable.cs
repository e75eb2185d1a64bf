using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>The table of reminders.</summary>
internal sealed class ReminderTable
{
    private readonly QueryDatabase _database;
    private readonly string _serviceId;

    public ReminderTable(IOptions<AdoNetReminderTableOptions> options, IOptions<ClusterOptions> cluster, QueryDatabases databases)
    {
        var settings = options.Value;
        _database = databases.Get(AdoNetInvariant.Require(settings.ConnectionString, settings.Invariant, nameof(AdoNetReminderTableOptions)));
        _serviceId = cluster.Value.ServiceId;
    }

    /// <summary>Stores a reminder and answers its version.</summary>
    public async Task<int> UpsertAsync(GrainId grainId, string name, DateTime start, TimeSpan period)
    {
        var versions = await _database.ReadAsync(
            "UpsertReminderRowKey",
            parameters => parameters
                .Text("ServiceId", _serviceId)
                .Text("GrainId", grainId.ToString())
                .Text("ReminderName", name)
                .Time("StartTime", start)
                .Bigint("Period", (long)period.TotalMilliseconds)
                .Integer("GrainHash", unchecked((int)grainId.GetUniformHashCode())),
            reader => reader.GetInt32(0),
            CancellationToken.None);
        return versions.Single();
    }

    /// <summary>Removes a reminder if it is still of that version.</summary>
    public Task<bool> DeleteAsync(ReminderRow row) => _database.ExecuteAsync(
        "DeleteReminderRowKey",
        parameters => parameters
            .Text("ServiceId", _serviceId)
            .Text("GrainId", row.GrainId.ToString())
            .Text("ReminderName", row.ReminderName)
            .Integer("Version", row.Version),
        CancellationToken.None);

    /// <summary>The reminder of that name, or null.</summary>
    public async Task<ReminderRow?> ReadAsync(GrainId grainId, string name)
    {
        var rows = await _database.ReadAsync(
            "ReadReminderRowKey",
            parameters => parameters.Text("ServiceId", _serviceId).Text("GrainId", grainId.ToString()).Text("ReminderName", name),
            Read,
            CancellationToken.None);
        return rows.SingleOrDefault();
    }

    /// <summary>The reminders of a grain.</summary>
    public Task<List<ReminderRow>> ReadAsync(GrainId grainId) => _database.ReadAsync(
        "ReadReminderRowsKey", parameters => parameters.Text("ServiceId", _serviceId).Text("GrainId", grainId.ToString()), Read, CancellationToken.None);

    /// <summary>The reminders whose grains hash into the range that begins after one number and ends with the other.</summary>
    public Task<List<ReminderRow>> ReadRangeAsync(int begin, int end, CancellationToken cancellationToken) => _database.ReadAsync(
        begin < end ? "ReadRangeRows1Key" : "ReadRangeRows2Key",
        parameters => parameters.Text("ServiceId", _serviceId).Integer("BeginHash", begin).Integer("EndHash", end),
        Read,
        cancellationToken);

    private static ReminderRow Read(NpgsqlDataReader reader) => new(
        GrainId.Parse(reader.GetString(reader.GetOrdinal("GrainId"))),
        reader.GetString(reader.GetOrdinal("ReminderName")),
        reader.GetDateTime(reader.GetOrdinal("StartTime")).ToUniversalTime(),
        TimeSpan.FromMilliseconds(reader.GetInt64(reader.GetOrdinal("Period"))),
        reader.GetInt32(reader.GetOrdinal("Version")));
}
