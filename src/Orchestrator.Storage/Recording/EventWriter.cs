using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using Orchestrator.Contracts.Recording;
using Orchestrator.Planning.Retrying;

namespace Orchestrator.Storage.Recording;

/// <summary>Takes Events into a bounded queue and writes them in batches, with what is the same in a batch put together first.</summary>
internal sealed partial class EventWriter : IEventWriter
{
    // One transaction has room for 1024 versions, and each Event may need two: one that is new here may be there when it is written.
    private const int BatchLength = 256;

    private static readonly Backoff Retry = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    private readonly NpgsqlDataSource _dataSource;
    private readonly StorageMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<EventRecord> _queue;
    private long _overflowed;

    public EventWriter(
        NpgsqlDataSource dataSource, IOptions<PostgresStorageOptions> options, StorageMetrics metrics, TimeProvider time, ILogger<EventWriter> logger)
    {
        (_dataSource, _metrics, _time, _logger) = (dataSource, metrics, time, logger);
        var bounds = new BoundedChannelOptions(options.Value.EventQueueLength) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true };
        _queue = Channel.CreateBounded<EventRecord>(bounds, _ => CountOverflow());
    }

    public Task WriteAsync(EventRecord e, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_queue.Writer.TryWrite(e))
        {
            // Only after the process began to stop.
            _metrics.EventsDropped.Add(1);
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes no more events, so that <see cref="RunAsync"/> ends when the queue is written.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>Writes until the queue is completed and empty, or until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _queue.Reader.WaitToReadAsync(cancellationToken))
            {
                await WriteWhenUpAsync(TakeBatch(), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            DropRest();
        }
    }

    private IReadOnlyList<EventDocument> TakeBatch()
    {
        var order = new List<string>();
        var batch = new Dictionary<string, EventDocument>(StringComparer.Ordinal);
        for (var taken = 0; taken < BatchLength && _queue.Reader.TryRead(out var e); taken++)
        {
            var document = new EventDocument(e, e.Time, 1);
            var key = $"{document.Namespace}/{document.Name}";
            if (batch.TryGetValue(key, out var same))
            {
                batch[key] = same.Add(e);
            }
            else
            {
                batch.Add(key, document);
                order.Add(key);
            }
        }

        return [.. order.Select(key => batch[key])];
    }

    private async Task WriteWhenUpAsync(IReadOnlyList<EventDocument> batch, CancellationToken cancellationToken)
    {
        var isAway = false;
        for (var delay = Retry.First; ; delay = Retry.Next(delay))
        {
            try
            {
                await WriteBatchAsync(batch, cancellationToken);
                LogOverflow();
                return;
            }
            catch (Exception e) when (PostgresFaults.IsAway(e) || PostgresFaults.IsContention(e))
            {
                if (!isAway)
                {
                    isAway = true;
                    LogAway(_logger, e);
                }
            }
            catch (PostgresException e) when (batch.Count > 1)
            {
                LogSplit(_logger, e.SqlState);
                await WriteSinglyAsync(batch, cancellationToken);
                return;
            }
            catch (PostgresException e)
            {
                LogRefused(_logger, batch[0].First.Reason, e);
                _metrics.EventsDropped.Add(batch[0].Count);
                return;
            }

            await DelayOrCountAsync(delay, batch, cancellationToken);
        }
    }

    private async Task WriteSinglyAsync(IReadOnlyList<EventDocument> batch, CancellationToken cancellationToken)
    {
        foreach (var document in batch)
        {
            await WriteWhenUpAsync([document], cancellationToken);
        }
    }

    private async Task WriteBatchAsync(IReadOnlyList<EventDocument> batch, CancellationToken cancellationToken)
    {
        await using var command = _dataSource.CreateCommand("SELECT put_events($1)");
        command.Parameters.Add(new() { Value = Serialize(batch), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancellationToken);
        _metrics.EventsWritten.Add(batch.Sum(d => d.Count));
    }

    private async Task DelayOrCountAsync(TimeSpan delay, IReadOnlyList<EventDocument> batch, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(delay, _time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _metrics.EventsDropped.Add(batch.Sum(d => d.Count));
            throw;
        }
    }

    private static byte[] Serialize(IReadOnlyList<EventDocument> batch)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var document in batch)
            {
                document.WriteTo(json);
            }

            json.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void CountOverflow()
    {
        Interlocked.Increment(ref _overflowed);
        _metrics.EventsDropped.Add(1);
    }

    private void LogOverflow()
    {
        var dropped = Interlocked.Exchange(ref _overflowed, 0);
        if (dropped > 0)
        {
            LogDropped(_logger, dropped);
        }
    }

    private void DropRest()
    {
        var rest = 0;
        while (_queue.Reader.TryRead(out _))
        {
            rest++;
        }

        _metrics.EventsDropped.Add(rest);
        LogNotFlushed(_logger, rest);
    }
}
