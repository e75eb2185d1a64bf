using Npgsql;
using Orchestrator.Contracts.Access;
using Orchestrator.Contracts.Reading;
using Orchestrator.Storage.Secrets;

namespace Orchestrator.Storage.Access;

/// <summary>Keys in the table <c>cluster_key</c>.</summary>
internal sealed class ClusterKeys(NpgsqlDataSource dataSource, SecretKeyring keys) : IClusterKeys
{
    private readonly SecretSeal _seal = new(keys);

    public Task<string> GetOrMakeAsync(string name, Func<string> make, CancellationToken cancellationToken) => PostgresFaults.TranslateAsync(async () =>
    {
        try
        {
            return await ReadAsync(name, cancellationToken) ?? await MakeAsync(name, make(), cancellationToken);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            throw new StorageUnavailableException("The database was not set up yet: a silo with the control plane does that at its start.", fault);
        }
    });

    private async Task<string?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT sealed FROM cluster_key WHERE name = $1");
        command.Parameters.Add(new() { Value = name });
        if (await command.ExecuteScalarAsync(cancellationToken) is not string stored)
        {
            return null;
        }

        var value = _seal.Open(PlaceOf(name), stored);
        if (keys.CanSeal && !_seal.Holds(PlaceOf(name), stored, value))
        {
            // So that an old key for Secrets can be given up once every process has been started with a new one.
            await ReplaceAsync(name, stored, _seal.Seal(PlaceOf(name), value), cancellationToken);
        }

        return value;
    }

    private async Task<string> MakeAsync(string name, string value, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("INSERT INTO cluster_key (name, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = _seal.Seal(PlaceOf(name), value) });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return await ReadAsync(name, cancellationToken) ?? throw new InvalidOperationException($"The key {name} of the cluster was removed while it was made.");
    }

    private async Task ReplaceAsync(string name, string before, string after, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("UPDATE cluster_key SET sealed = $3 WHERE name = $1 AND sealed = $2");
        foreach (var text in new[] { name, before, after })
        {
            command.Parameters.Add(new() { Value = text });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string PlaceOf(string name) => $"cluster_key/{name}";
}
