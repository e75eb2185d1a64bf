using Npgsql;

namespace Orchestrator.TestKit;

/// <summary>A database of its own on a PostgreSQL server; disposing it drops it, whoever is still connected.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>For how long a list may be held back: transactions of other tests on the same server do that, and a busy machine takes its time to make a database.</summary>
    public static readonly TimeSpan ListFreshnessTimeout = TimeSpan.FromMinutes(1);

    // Without a pool: servers are restarted under tests, and a database can be dropped only when nobody is connected to it.
    private readonly string serverConnectionString;

    // A database is made and dropped with much of the disk's help, and others may have the disk.
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(3);

    private TestDatabase(string serverConnectionString, string name)
    {
        this.serverConnectionString = serverConnectionString;
        Name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(serverConnectionString) { Database = name, Pooling = true }.ConnectionString;
    }

    /// <summary>Name of the database.</summary>
    public string Name { get; }

    /// <summary>Connection string of the database's owner.</summary>
    public string ConnectionString { get; }

    /// <summary>Creates an empty database on the server that <c>eng/test</c> runs, or on another one.</summary>
    /// <param name="serverConnectionString">Another server, or null for the shared one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<TestDatabase> CreateAsync(string? serverConnectionString = null, CancellationToken cancellationToken = default)
    {
        var server = new NpgsqlConnectionStringBuilder(serverConnectionString ?? TestEnvironment.Postgres) { Database = "postgres", Pooling = false };
        var name = UniqueName.Of("test").Replace('-', '_');
        await ExecuteAsync(server.ConnectionString, $"create database {name}", cancellationToken);
        return new TestDatabase(server.ConnectionString, name);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var pooled = new NpgsqlConnection(ConnectionString);
        NpgsqlConnection.ClearPool(pooled);
        await ExecuteAsync(serverConnectionString, $"drop database if exists {Name} with (force)", CancellationToken.None);
    }

    private static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        var seconds = (int)Within.TotalSeconds;
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Timeout = seconds }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = seconds };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
