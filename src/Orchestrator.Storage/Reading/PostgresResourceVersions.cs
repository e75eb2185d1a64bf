using Npgsql;
using NpgsqlTypes;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Storage.Reading;

internal sealed class PostgresResourceVersions(NpgsqlDataSource dataSource) : IResourceVersions
{
    // One look-up in the table's key for each; no document is read.
    private const string Sql = """
        SELECT grp, kind, namespace, name, resource_version
        FROM unnest($1, $2, $3, $4) AS asked (grp, kind, namespace, name) JOIN resource USING (grp, kind, namespace, name)
        """;

    public Task<IReadOnlyDictionary<ResourceKey, long>> FindVersionsAsync(IReadOnlyCollection<ResourceKey> keys, CancellationToken cancellationToken) =>
        PostgresFaults.TranslateAsync<IReadOnlyDictionary<ResourceKey, long>>(async () =>
        {
            var asked = keys.Where(key => !key.Namespace.Contains('\0') && !key.Name.Contains('\0')).Distinct().ToList();
            await using var command = dataSource.CreateCommand(Sql);
            command.Parameters.Add(Texts(asked.Select(key => key.Group)));
            command.Parameters.Add(Texts(asked.Select(key => key.Kind)));
            command.Parameters.Add(Texts(asked.Select(key => key.Namespace)));
            command.Parameters.Add(Texts(asked.Select(key => key.Name)));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var versions = new Dictionary<ResourceKey, long>();
            while (await reader.ReadAsync(cancellationToken))
            {
                versions[new ResourceKey(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3))] = reader.GetInt64(4);
            }

            return versions;
        });

    private static NpgsqlParameter Texts(IEnumerable<string> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
