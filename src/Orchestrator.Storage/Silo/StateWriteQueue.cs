using Npgsql;
using NpgsqlTypes;

namespace Orchestrator.Storage.Silo;

/// <summary>Writes the states of many grains in one transaction, and answers each by itself.</summary>
internal sealed class StateWriteQueue : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly string _serviceId;
    private readonly BatchQueue<StateWrite> _queue;

    /// <summary>Begins to write what comes, in the database of that connection string.</summary>
    public StateWriteQueue(string connectionString, string serviceId)
    {
        (_source, _serviceId) = (NpgsqlDataSource.Create(connectionString), serviceId);

        // One of each grain: two activations of one can be here for a moment, and one of them has to find that the other was faster.
        _queue = new BatchQueue<StateWrite>(write => (write.Name, write.Key), WriteAsync);
    }

    /// <summary>Writes a state; returns its new version, or null where the one given is no longer the stored one.</summary>
    public async Task<int?> WriteAsync(StateWrite write)
    {
        await _queue.AddAsync(write);
        return await write.Written.Task;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        await _source.DisposeAsync();
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
