using System.Collections.Immutable;
using Npgsql;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Storage.Reading;

internal sealed class PostgresNamespaceChanges(NpgsqlDataSource dataSource) : INamespaceChanges
{
    public Task<(long UpTo, ImmutableArray<string> Namespaces)> SinceAsync(ImmutableArray<string> kinds, long version, CancellationToken cancellationToken) =>
        PostgresFaults.TranslateAsync(async () =>
        {
            await using var command = dataSource.CreateCommand("SELECT upto, namespaces FROM changed_namespaces($1, $2)");
            command.Parameters.Add(new() { Value = kinds.ToArray() });
            command.Parameters.Add(new() { Value = version });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return (reader.GetInt64(0), ImmutableArray.Create(reader.GetFieldValue<string[]>(1)));
        });
}
