using System.Collections.Frozen;
using Npgsql;
using Orleans.Runtime;

namespace Orleans;

/// <summary>A database whose table OrleansQuery says which statement does what.</summary>
internal sealed class QueryDatabase(NpgsqlDataSource source) : IAsyncDisposable
{
    private volatile FrozenDictionary<string, string>? _queries;

    /// <summary>Runs the statement of that key and reads its rows.</summary>
    public async Task<List<T>> ReadAsync<T>(
        string queryKey, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var query = await QueryAsync(queryKey, cancellationToken);
        await using var command = source.CreateCommand(query);
        bind(command.Parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Runs the statement of that key, which answers at most whether it did what it says.</summary>
    public async Task<bool> ExecuteAsync(string queryKey, Action<NpgsqlParameterCollection> bind, CancellationToken cancellationToken)
    {
        var query = await QueryAsync(queryKey, cancellationToken);
        await using var command = source.CreateCommand(query);
        bind(command.Parameters);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async ValueTask<string> QueryAsync(string key, CancellationToken cancellationToken)
    {
        var queries = _queries ??= await LoadAsync(cancellationToken);
        return queries.GetValueOrDefault(key)
            ?? throw new OrleansConfigurationException($"The table OrleansQuery has no row \"{key}\": apply the scripts for Orleans to the database.");
    }

    private async Task<FrozenDictionary<string, string>> LoadAsync(CancellationToken cancellationToken)
    {
        var queries = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = source.CreateCommand("SELECT QueryKey, QueryText FROM OrleansQuery");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            queries[reader.GetString(0)] = reader.GetString(1);
        }

        return queries.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
