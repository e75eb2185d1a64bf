using Npgsql;
using Orchestrator.Contracts.Health;

namespace Orchestrator.Storage.Health;

internal sealed class PostgresStorageHealth(NpgsqlDataSource dataSource, TimeProvider time) : IStorageHealth
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public async Task<StorageHealth> CheckAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await using var command = dataSource.CreateCommand("SELECT pg_is_in_recovery(), to_regclass('resource_clock') IS NOT NULL");
            await using var reader = await command.ExecuteReaderAsync(either.Token);
            await reader.ReadAsync(either.Token);
            return (IsStandby: reader.GetBoolean(0), HasSchema: reader.GetBoolean(1)) switch
            {
                (IsStandby: true, _) => new StorageHealth(false, "PostgreSQL is a standby and takes no writes; connect to the primary."),
                (_, HasSchema: false) => new StorageHealth(false, "The database has no schema; run orc db migrate."),
                _ => new StorageHealth(true, ""),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new StorageHealth(false, $"PostgreSQL did not answer within {Timeout.TotalSeconds} s.");
        }
        catch (NpgsqlException e)
        {
            return new StorageHealth(false, $"PostgreSQL cannot be used: {e.Message}");
        }
    }
}
