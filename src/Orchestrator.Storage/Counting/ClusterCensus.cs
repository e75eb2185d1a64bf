using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Orchestrator.Storage.Counting;

/// <summary>
/// Counts the objects of the cluster for metrics. Of all silos that are asked for metrics one counts: the one that holds a lock in the database. It counts only
/// while it is asked, and however often it is asked, only once in <see cref="Interval"/>.
/// </summary>
internal sealed partial class ClusterCensus : BackgroundService
{
    // Of a lock of the database's own, so any number that nobody else takes will do.
    private const long LockKey = 0x6f72632d636e73;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AskedWithin = TimeSpan.FromMinutes(3);

    private readonly NpgsqlDataSource _dataSource;
    private readonly TimeProvider _time;
    private readonly ILogger<ClusterCensus> _logger;
    private readonly SemaphoreSlim _asked = new(0, 1);
    private ClusterCounts? _counts;
    private long _askedAt;
    private int _waits;

    public ClusterCensus(NpgsqlDataSource dataSource, StorageMetrics metrics, TimeProvider time, ILogger<ClusterCensus> logger)
    {
        (_dataSource, _time, _logger) = (dataSource, time, logger);
        metrics.Observe(Ask);
    }

    public override void Dispose()
    {
        _asked.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            Volatile.Write(ref _waits, 1);
            await _asked.WaitAsync(stoppingToken);
            try
            {
                await CountWhileAskedAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                LogFailed(_logger, e);
                await Task.Delay(Interval, _time, stoppingToken);
            }
            finally
            {
                Volatile.Write(ref _counts, null);
            }
        }
    }

    private ClusterCounts? Ask()
    {
        Volatile.Write(ref _askedAt, _time.GetTimestamp());
        if (Interlocked.Exchange(ref _waits, 0) == 1)
        {
            _asked.Release();
        }

        return Volatile.Read(ref _counts);
    }

    private async Task CountWhileAskedAsync(CancellationToken cancellationToken)
    {
        // The lock lasts as long as this connection does; it is given back by hand, because a connection may go back to its pool as it is.
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken);
        if (!await CallAsync(connection, "SELECT pg_try_advisory_lock($1)", cancellationToken))
        {
            await Task.Delay(Interval, _time, cancellationToken);
            return;
        }

        try
        {
            while (_time.GetElapsedTime(Volatile.Read(ref _askedAt)) < AskedWithin)
            {
                Volatile.Write(ref _counts, await ClusterCountQuery.RunAsync(connection, cancellationToken));
                await Task.Delay(Interval, _time, cancellationToken);
            }
        }
        finally
        {
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                await CallAsync(connection, "SELECT pg_advisory_unlock($1)", CancellationToken.None);
            }
        }
    }

    private static async Task<bool> CallAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new NpgsqlParameter { Value = LockKey } } };
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The objects of the cluster could not be counted for metrics; it is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
