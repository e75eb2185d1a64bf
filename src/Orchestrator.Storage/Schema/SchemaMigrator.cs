using Microsoft.Extensions.Logging;
using Npgsql;
using Orchestrator.Planning.Retrying;

namespace Orchestrator.Storage.Schema;

/// <summary>Brings a database to this binary's schema.</summary>
public static partial class SchemaMigrator
{
    // Any constant does, as long as every version of the program uses the same one.
    private const long LockKey = 0x6F72635F64620001;

    private static readonly TimeSpan StartWaitMax = TimeSpan.FromSeconds(60);
    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));

    /// <summary>
    /// Applies the scripts that were not applied yet, in order, in one transaction and under a lock, so that several processes can call it at once and a
    /// failure leaves the database as it was. Waits up to a minute for PostgreSQL to come up.
    /// </summary>
    /// <exception cref="SchemaException">
    /// The database is newer than this binary, was built by another edition of a script, or a script failed. The message says which.
    /// </exception>
    public static async Task MigrateAsync(NpgsqlDataSource dataSource, ILogger logger, TimeProvider time, CancellationToken cancellationToken)
    {
        using var activity = StorageMetrics.Activities.StartActivity("schema.migrate");
        await using var connection = await OpenWhenUpAsync(dataSource, logger, time, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SET LOCAL lock_timeout = '60s'; SET LOCAL client_min_messages = warning; SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        await ExecuteAsync(connection, """
            CREATE TABLE IF NOT EXISTS schema_migration (
              number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())
            """, cancellationToken);
        var applied = await ReadAppliedAsync(connection, cancellationToken);
        foreach (var script in ChoosePending(SchemaScripts.All, applied))
        {
            await ApplyAsync(connection, script, cancellationToken);
            LogApplied(logger, script.Name);
        }

        await using var guard = new NpgsqlCommand("SELECT guard_resource_epoch()", connection);
        var raised = (bool)(await guard.ExecuteScalarAsync(cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        if (raised)
        {
            LogEpochRaised(logger);
        }
    }

    private static IReadOnlyList<SchemaScript> ChoosePending(IReadOnlyList<SchemaScript> scripts, IReadOnlyDictionary<int, string> applied)
    {
        var newest = scripts.Count == 0 ? 0 : scripts[^1].Number;
        if (applied.Count > 0 && applied.Keys.Max() is var found && found > newest)
        {
            throw new SchemaException(
                $"The database has schema {found}, but this program knows only up to {newest}. Run the newer program, or restore a backup from before the upgrade.");
        }

        if (scripts.FirstOrDefault(s => applied.TryGetValue(s.Number, out var checksum) && checksum != s.Checksum) is { } changed)
        {
            throw new SchemaException(
                $"The database was built with another edition of {changed.Name} than this program has. Run the program that built it, or start from an empty database.");
        }

        return [.. scripts.Where(s => !applied.ContainsKey(s.Number))];
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, SchemaScript script, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(connection, script.Text, cancellationToken);
        }
        catch (PostgresException e)
        {
            throw new SchemaException($"{script.Name} failed and nothing was changed: {e.MessageText} (SQLSTATE {e.SqlState}).", e);
        }

        await using var record = new NpgsqlCommand("INSERT INTO schema_migration (number, name, checksum) VALUES ($1, $2, $3)", connection);
        record.Parameters.Add(new() { Value = script.Number });
        record.Parameters.Add(new() { Value = script.Name });
        record.Parameters.Add(new() { Value = script.Checksum });
        await record.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyDictionary<int, string>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<int, string>();
        await using var command = new NpgsqlCommand("SELECT number, checksum FROM schema_migration", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            applied.Add(reader.GetInt32(0), reader.GetString(1));
        }

        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<NpgsqlConnection> OpenWhenUpAsync(
        NpgsqlDataSource dataSource, ILogger logger, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var delay = Retry.First; ; delay = Retry.Next(delay))
        {
            try
            {
                return await dataSource.OpenConnectionAsync(cancellationToken);
            }
            catch (Exception e) when (PostgresFaults.IsAway(e))
            {
                if (time.GetElapsedTime(started) >= StartWaitMax)
                {
                    throw new SchemaException($"PostgreSQL did not come up within {StartWaitMax.TotalSeconds} s: {e.Message}", e);
                }

                LogWaiting(logger, e.Message);
            }

            await Task.Delay(delay, time, cancellationToken);
        }
    }
}
