using Npgsql;
using NpgsqlTypes;

namespace Orchestrator.Storage.Watching;

/// <summary>Reads what became final since the last poll, over one connection of its own with prepared statements.</summary>
internal sealed class ChangePoller : IAsyncDisposable
{
    // Documents are fetched only for kinds that somebody watches; the rest moves the position, so that a quiet kind's watchers do not fall behind.
    private const string RowsSql = """
        SELECT resource_version, type, grp, kind, namespace,
          CASE WHEN watched.grp IS NOT NULL THEN document END, CASE WHEN watched.grp IS NOT NULL THEN previous END
        FROM (SELECT * FROM resource_event
              WHERE resource_version > $1 AND resource_version < (SELECT resource_version_final()) ORDER BY resource_version LIMIT $4) AS found
        LEFT JOIN (SELECT DISTINCT * FROM unnest($2, $3) AS w (grp, kind)) AS watched USING (grp, kind)
        ORDER BY resource_version
        """;

    private const string BoundsSql = """
        SELECT floor, resource_version_final(), EXISTS (SELECT 1 FROM resource_event WHERE resource_version >= (SELECT resource_version_final()))
        FROM resource_clock
        """;

    private const int TimeoutSeconds = 10;

    private readonly NpgsqlConnection _connection;

    private ChangePoller(NpgsqlConnection connection) => _connection = connection;

    public static async Task<ChangePoller> ConnectAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken) =>
        new(await dataSource.OpenConnectionAsync(cancellationToken));

    public NpgsqlConnection Connection => _connection;

    public async Task<ChangePoll> PollAsync(long after, IReadOnlyCollection<KindKey> kinds, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(_connection) { Timeout = TimeoutSeconds };
        var rows = new NpgsqlBatchCommand(RowsSql);
        rows.Parameters.Add(new() { Value = after });
        rows.Parameters.Add(new() { Value = kinds.Select(k => k.Group).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        rows.Parameters.Add(new() { Value = kinds.Select(k => k.Kind).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        rows.Parameters.Add(new() { Value = HistoryReader.PageLength });
        batch.BatchCommands.Add(rows);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(BoundsSql));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var changes = new List<(KindKey, ResourceChange)>();
        var count = 0;
        var position = after;
        while (await reader.ReadAsync(cancellationToken))
        {
            count++;
            position = reader.GetInt64(0);
            if (!reader.IsDBNull(5))
            {
                changes.Add((new KindKey(reader.GetString(2), reader.GetString(3)), ReadChange(reader)));
            }
        }

        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new ChangePoll(changes, count, position, reader.GetInt64(1), reader.GetInt64(0), reader.GetBoolean(2));
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static ResourceChange ReadChange(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), reader.GetString(1), reader.GetString(4), reader.GetFieldValue<byte[]>(5), reader.IsDBNull(6) ? null : reader.GetFieldValue<byte[]>(6));
}
