using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Storage.Reading;

internal sealed class PostgresOwnershipReader(NpgsqlDataSource dataSource) : IOwnershipReader
{
    private const string Columns = "SELECT r.grp, r.kind, r.namespace, r.name, r.document -> 'metadata' FROM resource r";

    public Task<ImmutableArray<StoredMetadata>> FindAsync(IReadOnlyCollection<string> uids, CancellationToken cancellationToken) =>
        ReadAsync($"{Columns} WHERE r.uid = ANY ($1)", [Texts(uids)], cancellationToken);

    public Task<ImmutableArray<StoredMetadata>> ListOwnedAsync(IReadOnlyCollection<string> ownerUids, int atMost, CancellationToken cancellationToken) => ReadAsync(
        $$"""
        {{Columns}} WHERE r.owners IS NOT NULL AND r.owners ?| $1
        ORDER BY r.document #> '{metadata,deletionTimestamp}' IS NOT NULL, r.grp, r.kind, r.namespace, r.name LIMIT $2
        """,
        [Texts(ownerUids), new() { Value = atMost }],
        cancellationToken);

    public Task<ImmutableArray<StoredMetadata>> ListAbandonedAsync(ResourceKey? after, int atMost, CancellationToken cancellationToken) => ReadAsync(
        $$"""
        {{Columns}} WHERE r.owners IS NOT NULL AND r.document #> '{metadata,deletionTimestamp}' IS NULL
          AND ($1 IS NULL OR (r.grp, r.kind, r.namespace, r.name) > ($1, $2, $3, $4))
          AND EXISTS (SELECT FROM jsonb_array_elements_text(r.owners) AS o (uid)
            WHERE NOT EXISTS (SELECT FROM resource p WHERE p.uid = o.uid AND p.namespace IN ('', r.namespace)))
        ORDER BY r.grp, r.kind, r.namespace, r.name LIMIT $5
        """,
        [Text(after?.Group), Text(after?.Kind), Text(after?.Namespace), Text(after?.Name), new() { Value = atMost }],
        cancellationToken);

    public Task<ImmutableArray<StoredMetadata>> ListHeldAsync(int atMost, CancellationToken cancellationToken) =>
        ReadAsync($"{Columns} WHERE r.held_for_owned ORDER BY r.uid LIMIT $1", [new() { Value = atMost }], cancellationToken);

    private Task<ImmutableArray<StoredMetadata>> ReadAsync(string sql, NpgsqlParameter[] parameters, CancellationToken cancellationToken) =>
        PostgresFaults.TranslateAsync(async () =>
        {
            await using var command = dataSource.CreateCommand(sql);
            command.Parameters.AddRange(parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var found = ImmutableArray.CreateBuilder<StoredMetadata>();
            while (await reader.ReadAsync(cancellationToken))
            {
                var key = new ResourceKey(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3));
                found.Add(new StoredMetadata(key, ResourceJson.Deserialize<ObjectMeta>(reader.GetFieldValue<byte[]>(4))));
            }

            return found.ToImmutable();
        });

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Texts(IReadOnlyCollection<string> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
