using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orchestrator.Contracts.Reading;
using Orchestrator.Contracts.Writing;
using Orchestrator.Storage;
using Orchestrator.Storage.Schema;
using Orchestrator.TestKit;

namespace Storage.Tests;

/// <summary>A database with the schema, dropped at the end, and the services over it.</summary>
public sealed class StorageFixture : IAsyncLifetime
{
    // What a test has told is stored when its writer stops, however long the database takes.
    private static readonly TimeSpan EventFlushTimeout = TimeSpan.FromMinutes(2);

    private TestDatabase? _database;
    private ServiceProvider? _services;

    public NpgsqlDataSource DataSource => Services.GetRequiredService<NpgsqlDataSource>();

    public IResourceReader Reader => Services.GetRequiredService<IResourceReader>();

    public IPassiveResourceStore Passive => Services.GetRequiredService<IPassiveResourceStore>();

    public IServiceProvider Services => _services!;

    public RecordedLog Log { get; } = new();

    public string ConnectionString { get; private set; } = "";

    public Task InitializeAsync() => StartAsync();

    public async Task StartAsync(string? server = null, bool isMigrated = true)
    {
        _database = await TestDatabase.CreateAsync(server);
        ConnectionString = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { MaxPoolSize = 60 }.ConnectionString;
        _services = Build();
        if (SchemaScripts.All[0].Number != 1)
        {
            await CreateOrleansStorageAsync(DataSource);
        }

        if (!isMigrated)
        {
            return;
        }

        await SchemaMigrator.MigrateAsync(DataSource, NullLogger.Instance, TimeProvider.System, default);
    }

    public static async Task CreateOrleansStorageAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("""
            CREATE TABLE IF NOT EXISTS orleansstorage (
              grainidhash integer NOT NULL, grainidn0 bigint NOT NULL, grainidn1 bigint NOT NULL, graintypehash integer NOT NULL,
              graintypestring varchar(512) NOT NULL, grainidextensionstring varchar(512), serviceid varchar(150) NOT NULL,
              payloadbinary bytea, modifiedon timestamp NOT NULL, version integer)
            """);
        await command.ExecuteNonQueryAsync();
    }

    public ServiceProvider Build(Action<PostgresStorageOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(l => l.AddProvider(Log));
        services.AddMetrics();
        services.AddPostgresStorage(o =>
        {
            (o.ConnectionString, o.ListFreshnessTimeout, o.EventFlushTimeout) = (ConnectionString, TestDatabase.ListFreshnessTimeout, EventFlushTimeout);
            configure?.Invoke(o);
        });
        return services.BuildServiceProvider();
    }

    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = DataSource.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task DisposeAsync()
    {
        await _services!.DisposeAsync();
        await _database!.DisposeAsync();
    }
}
