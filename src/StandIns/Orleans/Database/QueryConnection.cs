using Npgsql;
using Orleans.Runtime;

namespace Orleans;

/// <summary>
/// One connection of its own to a database whose table OrleansQuery says which statement does what. Statements run synchronously, so that their caller goes on
/// when the thread pool and the pooled connections are all busy; and they fail soon, so that a caller who is alive is never silent for long.
/// </summary>
internal sealed class QueryConnection : IDisposable
{
    private const int WaitMaxSeconds = 3;
    private const int PreparedMax = 16;

    private readonly Lock _gate = new();
    private readonly NpgsqlDataSource _source;
    private NpgsqlConnection? _connection;
    private Dictionary<string, string>? _queries;

    public QueryConnection(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            Multiplexing = false,
            Timeout = WaitMaxSeconds,
            CommandTimeout = WaitMaxSeconds,

            // Whoever waited in vain breaks the connection at once, rather than ask the server to give up.
            CancellationTimeout = -1,
            MaxAutoPrepare = PreparedMax,
            AutoPrepareMinUsages = 2,
        };
        _source = new NpgsqlDataSourceBuilder(builder.ConnectionString).Build();
    }

    /// <summary>Runs the statement of that key and reads its rows.</summary>
    public List<T> Read<T>(string queryKey, Action<NpgsqlParameterCollection> bind, Func<NpgsqlDataReader, T> read) =>
        Run(queryKey, command =>
        {
            bind(command.Parameters);
            return ReadAll(command, read);
        });

    /// <summary>Runs the statement of that key, which answers at most whether it did what it says.</summary>
    public bool Execute(string queryKey, Action<NpgsqlParameterCollection> bind) =>
        Run(queryKey, command =>
        {
            bind(command.Parameters);
            return command.ExecuteScalar() is true;
        });

    public void Dispose()
    {
        lock (_gate)
        {
            _connection?.Dispose();
            _source.Dispose();
        }
    }

    private static List<T> ReadAll<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read)
    {
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private NpgsqlConnection Open()
    {
        var connection = _source.OpenConnection();
        try
        {
            KernelWait.Use(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private T Run<T>(string queryKey, Func<NpgsqlCommand, T> run)
    {
        lock (_gate)
        {
            try
            {
                _connection ??= Open();
                using var command = _connection.CreateCommand();
                command.CommandText = Query(_connection, queryKey);
                return run(command);
            }
            catch (NpgsqlException) when (_connection is { FullState: not System.Data.ConnectionState.Open })
            {
                _connection.Dispose();
                _connection = null;
                throw;
            }
        }
    }

    private string Query(NpgsqlConnection connection, string key)
    {
        if (_queries is null)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT QueryKey, QueryText FROM OrleansQuery";
            _queries = ReadAll(command, reader => KeyValuePair.Create(reader.GetString(0), reader.GetString(1))).ToDictionary();
        }

        return _queries.GetValueOrDefault(key) ?? throw MissingQuery(key);
    }

    private static OrleansConfigurationException MissingQuery(string key) =>
        new($"The table OrleansQuery has no row \"{key}\": apply the scripts for Orleans to the database.");
}
