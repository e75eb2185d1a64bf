using Npgsql;
using NpgsqlTypes;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;

namespace Orchestrator.Storage.Writing;

internal sealed class PostgresPassiveResourceStore(NpgsqlDataSource dataSource) : IPassiveResourceStore
{
    public Task<PassiveWrite> PutAsync(ReadOnlyMemory<byte> document, long? expectedRevision, CancellationToken cancellationToken) =>
        PostgresFaults.TranslateAsync(async () =>
        {
            await using var command = dataSource.CreateCommand("SELECT outcome, stored_revision, stored_version FROM put_resource($1, $2)");
            command.Parameters.Add(new() { Value = document, NpgsqlDbType = NpgsqlDbType.Jsonb });
            command.Parameters.Add(new() { Value = (object?)expectedRevision ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return reader.GetString(0) switch
            {
                "conflict" when reader.IsDBNull(1) => throw new RevisionConflictException("The object does not exist any more."),
                "conflict" => throw new RevisionConflictException($"The object is at revision {reader.GetInt64(1)}, not {expectedRevision}."),
                var outcome => new PassiveWrite(reader.GetInt64(1), reader.GetInt64(2), outcome == "stored"),
            };
        });

    public Task<StoredResource?> DeleteAsync(ResourceKey key, string? expectedUid, long? expectedRevision, CancellationToken cancellationToken) =>
        PostgresFaults.TranslateAsync(async () =>
        {
            await using var command = dataSource.CreateCommand(
                "SELECT outcome, last_uid, last_revision, stored_version, last_document FROM delete_resource($1, $2, $3, $4, $5, $6)");
            foreach (var text in new[] { key.Group, key.Kind, key.Namespace, key.Name, expectedUid })
            {
                command.Parameters.Add(new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            }

            command.Parameters.Add(new() { Value = (object?)expectedRevision ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return reader.GetString(0) switch
            {
                "absent" => null,
                "conflict" => throw new RevisionConflictException($"The object has uid {reader.GetString(1)} and revision {reader.GetInt64(2)}."),
                _ => new StoredResource(key, reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetFieldValue<byte[]>(4)),
            };
        });
}
