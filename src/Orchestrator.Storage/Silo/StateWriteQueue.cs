using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace Orchestrator.Storage.Silo;

/// <summary>
/// Writes the states of many grains in one transaction: whatever has come while earlier ones were being written goes together, so that a write that comes alone waits
/// for nobody, and many at once share a commit. Each is answered by itself.
/// </summary>
internal sealed class StateWriteQueue : IAsyncDisposable
{
    // One transaction has room for 1024 versions, and the longer it takes the longer watchers wait for what others have committed meanwhile.
    private const int BatchLength = 64;
    private const int Writers = 3;

    // Every activation writes one state at a time, so this is about how many grains wait, not how fast they write.
    private const int QueueLength = 20_000;

    private readonly NpgsqlDataSource _source;
    private readonly string _serviceId;
    private readonly Channel<StateWrite> _queue = Channel.CreateBounded<StateWrite>(QueueLength);
    private readonly Lock _taking = new();
    private readonly Task _running;

    /// <summary>Begins to write what comes, in the database of that connection string.</summary>
    public StateWriteQueue(string connectionString, string serviceId)
    {
        (_source, _serviceId) = (NpgsqlDataSource.Create(connectionString), serviceId);
        _running = Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => RunAsync()));
    }

    /// <summary>Writes a state; returns its new version, or null where the one given is no longer the stored one.</summary>
    public async Task<int?> WriteAsync(StateWrite write)
    {
        await _queue.Writer.WriteAsync(write);
        return await write.Written.Task;
    }

    /// <summary>The parts of a state that are stored in rows of their own.</summary>
    public async Task<List<byte[]>> ReadPartsAsync(string name, string key)
    {
        await using var command = _source.CreateCommand("SELECT payload FROM state_part WHERE state_name = $1 AND grain_key = $2 ORDER BY part");
        foreach (var text in (string[])[name, key])
        {
            command.Parameters.Add(new() { Value = text, NpgsqlDbType = NpgsqlDbType.Text });
        }

        var parts = new List<byte[]>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            parts.Add(reader.GetFieldValue<byte[]>(0));
        }

        return parts;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _running;
        await _source.DisposeAsync();
    }

    private async Task RunAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            if (Take() is { Count: > 0 } batch)
            {
                await WriteAsync(batch);
            }
        }
    }

    // One of each grain: two activations of one can be here for a moment, and one of them has to find that the other was faster.
    private List<StateWrite> Take()
    {
        var batch = new List<StateWrite>();
        var keys = new HashSet<(string Name, string Key)>();
        lock (_taking)
        {
            while (batch.Count < BatchLength && _queue.Reader.TryPeek(out var next) && keys.Add((next.Name, next.Key)) && _queue.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }
        }

        return batch;
    }

    private async Task WriteAsync(List<StateWrite> batch)
    {
        try
        {
            var versions = await ExecuteAsync(batch);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Written.SetResult(versions[i]);
            }
        }
        catch (PostgresException refused) when (batch.Count > 1 && !PostgresFaults.IsAway(refused))
        {
            // Nothing of it is stored, because of one of them or of what another transaction held. Each by itself is told what is its own fault.
            foreach (var write in batch)
            {
                await WriteAsync([write]);
            }
        }
        catch (Exception e)
        {
            batch.ForEach(write => write.Written.SetException(e));
        }
    }

    private async Task<int?[]> ExecuteAsync(List<StateWrite> batch)
    {
        var parts = batch.SelectMany((write, index) => write.Parts.Select(part => (Owner: index + 1, part.Name, part.Payload))).ToList();
        await using var command = _source.CreateCommand("SELECT write_states($1, $2, $3, $4, $5, $6, $7, $8, $9)");
        Add(NpgsqlDbType.Text, _serviceId);
        Add(NpgsqlDbType.Array | NpgsqlDbType.Text, batch.ConvertAll(write => write.Name));
        Add(NpgsqlDbType.Array | NpgsqlDbType.Text, batch.ConvertAll(write => write.Key));
        Add(NpgsqlDbType.Array | NpgsqlDbType.Integer, batch.ConvertAll(write => write.Version));
        Add(NpgsqlDbType.Array | NpgsqlDbType.Bytea, batch.ConvertAll(write => write.Payload));
        Add(NpgsqlDbType.Array | NpgsqlDbType.Boolean, batch.ConvertAll(write => write.Anew));
        Add(NpgsqlDbType.Array | NpgsqlDbType.Integer, parts.ConvertAll(part => part.Owner));
        Add(NpgsqlDbType.Array | NpgsqlDbType.Text, parts.ConvertAll(part => part.Name));
        Add(NpgsqlDbType.Array | NpgsqlDbType.Bytea, parts.ConvertAll(part => part.Payload));
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return reader.GetFieldValue<int?[]>(0);

        void Add(NpgsqlDbType type, object value) => command.Parameters.Add(new() { NpgsqlDbType = type, Value = value });
    }
}
