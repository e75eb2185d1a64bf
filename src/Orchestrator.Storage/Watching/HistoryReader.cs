using Npgsql;
using NpgsqlTypes;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Storage.Watching;

/// <summary>Reads history that is complete already.</summary>
internal static class HistoryReader
{
    /// <summary>So many changes are read at once.</summary>
    public const int PageLength = 500;

    /// <summary>The version up to which history is complete, the newest that is not kept any more, and the newest that any change has, complete or not.</summary>
    public static async Task<(long Watermark, long Floor, long Newest)> ReadBoundsAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT resource_watermark(), floor, (SELECT max(resource_version) FROM resource_event) FROM resource_clock");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var watermark = reader.GetInt64(0);
        return (watermark, reader.GetInt64(1), reader.IsDBNull(2) ? watermark : Math.Max(watermark, reader.GetInt64(2)));
    }

    /// <summary>Changes of a kind after one version and up to another, at most a page, and the newest version not kept once they were read.</summary>
    public static async Task<(IReadOnlyList<ResourceChange> Changes, long Floor)> ReadAsync(
        NpgsqlDataSource dataSource, ResourceQuery query, long after, long upTo, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        var rows = new NpgsqlBatchCommand("""
            SELECT resource_version, type, namespace, document, previous FROM resource_event
            WHERE grp = $1 AND kind = $2 AND resource_version > $3 AND resource_version <= $4 ORDER BY resource_version LIMIT $5
            """);
        rows.Parameters.Add(new() { Value = query.Group, NpgsqlDbType = NpgsqlDbType.Text });
        rows.Parameters.Add(new() { Value = query.Kind, NpgsqlDbType = NpgsqlDbType.Text });
        rows.Parameters.Add(new() { Value = after });
        rows.Parameters.Add(new() { Value = upTo });
        rows.Parameters.Add(new() { Value = PageLength });
        batch.BatchCommands.Add(rows);

        // Read after the rows: where the floor is still not above where they start, none of them was missing.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT floor FROM resource_clock"));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var changes = new List<ResourceChange>();
        while (await reader.ReadAsync(cancellationToken))
        {
            changes.Add(new ResourceChange(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3), reader.IsDBNull(4) ? null : reader.GetFieldValue<byte[]>(4)));
        }

        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (changes, reader.GetInt64(0));
    }
}
