using System.Collections.Immutable;
using Npgsql;
using Orchestrator.Contracts.Reading;

namespace Orchestrator.Storage.Reading;

internal sealed class PostgresStatePartReader(NpgsqlDataSource dataSource) : IStatePartReader
{
    public Task<ImmutableArray<StoredPart>> ListAsync(string stateName, CancellationToken cancellationToken) => PostgresFaults.TranslateAsync(async () =>
    {
        await using var command = dataSource.CreateCommand("SELECT grain_key, payload FROM state_part WHERE state_name = $1 ORDER BY grain_key, part");
        command.Parameters.Add(new() { Value = stateName });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var parts = ImmutableArray.CreateBuilder<StoredPart>();
        while (await reader.ReadAsync(cancellationToken))
        {
            parts.Add(new StoredPart(reader.GetString(0), reader.GetFieldValue<byte[]>(1)));
        }

        return parts.ToImmutable();
    });
}
