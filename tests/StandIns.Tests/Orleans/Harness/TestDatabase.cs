using Npgsql;

namespace StandIns.Tests.Silos;

/// <summary>A database of one test class, with the tables that Orleans needs.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _server;

    private TestDatabase(NpgsqlDataSource server, string name, string connectionString)
    {
        _server = server;
        Name = name;
        ConnectionString = connectionString;
    }

    public string Name { get; }

    public string ConnectionString { get; }

    public static async Task<TestDatabase> CreateAsync()
    {
        var text = Environment.GetEnvironmentVariable("ORC_TEST_POSTGRES")
            ?? throw new InvalidOperationException("ORC_TEST_POSTGRES is not set: run the tests with eng/test, which starts a PostgreSQL for them.");
        var server = NpgsqlDataSource.Create(text);
        var name = $"orleans_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"CREATE DATABASE {name}");
        var builder = new NpgsqlConnectionStringBuilder(text) { Database = name };
        var database = new TestDatabase(server, name, builder.ConnectionString);
        await database.ApplyScriptAsync();
        return database;
    }

    public async Task ApplyScriptAsync()
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        foreach (var script in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "db")).Order(StringComparer.Ordinal))
        {
            await ExecuteAsync(source, await File.ReadAllTextAsync(script));
        }
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await ExecuteAsync(source, sql);
    }

    /// <summary>Cuts all connections and lets no new ones in, as a server that is down.</summary>
    public async Task MakeUnreachableAsync()
    {
        await ExecuteAsync(_server, $"ALTER DATABASE {Name} ALLOW_CONNECTIONS false");
        await ExecuteAsync(_server, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Name}'");
    }

    public Task MakeReachableAsync() => ExecuteAsync(_server, $"ALTER DATABASE {Name} ALLOW_CONNECTIONS true");

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync(_server, $"DROP DATABASE {Name} WITH (FORCE)");
        await _server.DisposeAsync();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        // The server copies a template for each new database, and refuses for a moment if two are made at once.
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
