using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Orchestrator.Storage.Pruning;

/// <summary>Removes history and Events that are older than they are kept. In any number of processes at once: they take turns.</summary>
internal sealed partial class HistoryPruner(
    NpgsqlDataSource dataSource, IOptions<PostgresStorageOptions> options, StorageMetrics metrics, TimeProvider time, ILogger<HistoryPruner> logger)
    : BackgroundService
{
    private const int EventsBatch = 200;
    private const int HistoryBatch = 1000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var settings = options.Value;
        using var timer = new PeriodicTimer(settings.PruneInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PruneAllAsync("SELECT prune_events($1, $2)", settings.EventsKept, EventsBatch, stoppingToken);
                await PruneAllAsync("SELECT prune_resource_events($1, $2)", settings.HistoryKept, HistoryBatch, stoppingToken);
            }
            catch (NpgsqlException e)
            {
                // What is old stays until the next turn; nothing depends on its being gone.
                LogFailed(logger, e);
            }
        }
    }

    private async Task PruneAllAsync(string sql, TimeSpan kept, int batch, CancellationToken cancellationToken)
    {
        int removed;
        do
        {
            await using var command = dataSource.CreateCommand(sql);
            command.Parameters.Add(new() { Value = kept, NpgsqlDbType = NpgsqlDbType.Interval });
            command.Parameters.Add(new() { Value = batch });
            removed = (int)(await command.ExecuteScalarAsync(cancellationToken))!;
            metrics.Pruned.Add(removed);
        }
        while (removed == batch);
    }
}
