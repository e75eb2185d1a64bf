using Npgsql;

namespace Orchestrator.Storage.Schema;

public static partial class SchemaMigrator
{
    /// <summary>How the database stands to this binary's schema; nothing is changed.</summary>
    /// <exception cref="SchemaException">The database is newer than this binary, or was built by another edition of a script.</exception>
    /// <exception cref="NpgsqlException">The database cannot be asked.</exception>
    public static async Task<SchemaStanding> LookAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var exists = new NpgsqlCommand("SELECT to_regclass('schema_migration') IS NOT NULL", connection);
        var applied = (bool)(await exists.ExecuteScalarAsync(cancellationToken))! ? await ReadAppliedAsync(connection, cancellationToken) : new Dictionary<int, string>();
        _ = ChoosePending(SchemaScripts.All, applied);
        return new SchemaStanding(applied.Keys.DefaultIfEmpty(0).Max(), SchemaScripts.All[^1].Number);
    }
}
