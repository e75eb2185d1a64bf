using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Orchestrator.Contracts;
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

    public Task<PassiveEnd?> DeleteAsync(ResourceKey key, DeleteRequest request, DateTimeOffset at, CancellationToken cancellationToken) =>
        EndAsync(
            "SELECT outcome, last_uid, last_revision, stored_version, last_document FROM end_resource($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            key,
            request.ExpectedUid,
            request.ExpectedRevision,
            [
                new() { Value = request.Propagation.ToString() },
                new() { Value = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) },
                new() { Value = request.DryRun },
            ],
            cancellationToken);

    public Task<PassiveEnd?> ReleaseAsync(ResourceKey key, PassiveRelease release, CancellationToken cancellationToken) =>
        EndAsync(
            "SELECT outcome, last_uid, last_revision, stored_version, last_document FROM release_resource($1, $2, $3, $4, $5, $6, $7, $8)",
            key,
            release.ExpectedUid,
            release.ExpectedRevision,
            [new() { Value = release.Owners.ToArray() }, new() { Value = release.Finalizers.ToArray() }],
            cancellationToken);

    private Task<PassiveEnd?> EndAsync(
        string sql, ResourceKey key, string? expectedUid, long? expectedRevision, NpgsqlParameter[] further, CancellationToken cancellationToken) =>
        PostgresFaults.TranslateAsync(async () =>
        {
            await using var command = dataSource.CreateCommand(sql);
            foreach (var text in new[] { key.Group, key.Kind, key.Namespace, key.Name, expectedUid })
            {
                command.Parameters.Add(new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            }

            command.Parameters.Add(new() { Value = (object?)expectedRevision ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
            command.Parameters.AddRange(further);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return reader.GetString(0) switch
            {
                "absent" => null,
                "conflict" => throw new RevisionConflictException($"The object has uid {reader.GetString(1)} and revision {reader.GetInt64(2)}."),
                var outcome => new PassiveEnd(
                    new StoredResource(key, reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetFieldValue<byte[]>(4)), outcome == "removed"),
            };
        });
}
