using Npgsql;
using NpgsqlTypes;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Storage.Reading;

internal sealed class PostgresResourceVersions(NpgsqlDataSource dataSource) : IResourceVersions
{
    // One look-up in the table's key for each; no document is read.
    private const string Versions = """
        SELECT grp, kind, namespace, name, resource_version
        FROM unnest($1, $2, $3, $4) AS asked (grp, kind, namespace, name) JOIN resource USING (grp, kind, namespace, name)
        """;

    // The same, and a document only of those that are not as they are known.
    private const string Changes = """
        SELECT grp, kind, namespace, name, uid, revision, resource_version, document
        FROM unnest($1, $2, $3, $4, $5) AS asked (grp, kind, namespace, name, version) LEFT JOIN resource USING (grp, kind, namespace, name)
        WHERE resource_version IS DISTINCT FROM version
        """;

    public Task<IReadOnlyDictionary<ResourceKey, long>> FindVersionsAsync(IReadOnlyCollection<ResourceKey> keys, CancellationToken cancellationToken) =>
        PostgresFaults.TranslateAsync<IReadOnlyDictionary<ResourceKey, long>>(async () =>
        {
            await using var command = Command(Versions, [.. keys.Where(IsStorable).Distinct()]);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var versions = new Dictionary<ResourceKey, long>();
            while (await reader.ReadAsync(cancellationToken))
            {
                versions[Key(reader)] = reader.GetInt64(4);
            }

            return versions;
        });

    public Task<IReadOnlyDictionary<ResourceKey, StoredResource?>> FindChangedAsync(IReadOnlyDictionary<ResourceKey, long> known, CancellationToken cancellationToken) =>
        PostgresFaults.TranslateAsync<IReadOnlyDictionary<ResourceKey, StoredResource?>>(async () =>
        {
            var asked = known.Keys.Where(IsStorable).ToList();
            await using var command = Command(Changes, asked);
            command.Parameters.Add(new() { Value = asked.Select(key => known[key]).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var changed = known.Keys.Where(key => !IsStorable(key)).ToDictionary(key => key, _ => (StoredResource?)null);
            while (await reader.ReadAsync(cancellationToken))
            {
                var key = Key(reader);
                changed[key] = reader.IsDBNull(4)
                    ? null
                    : new StoredResource(key, reader.GetString(4), reader.GetInt64(5), reader.GetInt64(6), reader.GetFieldValue<byte[]>(7));
            }

            return changed;
        });

    private static bool IsStorable(ResourceKey key) => !key.Namespace.Contains('\0') && !key.Name.Contains('\0');

    private static ResourceKey Key(NpgsqlDataReader reader) => new(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3));

    private NpgsqlCommand Command(string sql, List<ResourceKey> keys)
    {
        var command = dataSource.CreateCommand(sql);
        command.Parameters.Add(Texts(keys.Select(key => key.Group)));
        command.Parameters.Add(Texts(keys.Select(key => key.Kind)));
        command.Parameters.Add(Texts(keys.Select(key => key.Namespace)));
        command.Parameters.Add(Texts(keys.Select(key => key.Name)));
        return command;
    }

    private static NpgsqlParameter Texts(IEnumerable<string> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
