using Npgsql;
using NpgsqlTypes;

namespace Orchestrator.Storage.Silo;

/// <summary>Reads the states of many grains in one statement, each with its parts as they were at the same moment.</summary>
internal sealed class StateReadQueue : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly string _serviceId;
    private readonly BatchQueue<StateRead> _queue;

    /// <summary>Begins to read what is asked for, in the database of that connection string.</summary>
    public StateReadQueue(string connectionString, string serviceId)
    {
        (_source, _serviceId) = (NpgsqlDataSource.Create(connectionString), serviceId);
        _queue = new BatchQueue<StateRead>(read => read, ReadAsync);
    }

    /// <summary>Reads a state.</summary>
    public async Task<StoredState> ReadAsync(string name, string key)
    {
        var read = new StateRead(name, key);
        await _queue.AddAsync(read);
        return await read.Done.Task;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        await _source.DisposeAsync();
    }

    private async Task ReadAsync(List<StateRead> batch)
    {
        try
        {
            var stored = await ExecuteAsync(batch);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Done.SetResult(stored[i]);
            }
        }
        catch (Exception e)
        {
            batch.ForEach(read => read.Done.TrySetException(e));
        }
    }

    private async Task<List<StoredState>> ExecuteAsync(List<StateRead> batch)
    {
        await using var command = _source.CreateCommand("SELECT payload, version, parts FROM read_states($1, $2, $3)");
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Text, Value = _serviceId });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = batch.ConvertAll(read => read.Name) });
        command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = batch.ConvertAll(read => read.Key) });
        await using var reader = await command.ExecuteReaderAsync();
        var stored = new List<StoredState>(batch.Count);
        while (await reader.ReadAsync())
        {
            stored.Add(new StoredState(
                await reader.IsDBNullAsync(0) ? null : reader.GetFieldValue<byte[]>(0),
                await reader.IsDBNullAsync(1) ? null : reader.GetInt32(1),
                reader.GetFieldValue<byte[][]>(2)));
        }

        return stored;
    }
}
