using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.Storage.Schema;
using Orchestrator.TestKit;
using Orleans.Runtime;

namespace Orchestrator.Benchmarks.Binding;

/// <summary>A database of a cluster, and what it tells of pods, writes and processor time.</summary>
internal sealed class BindDatabase : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly NpgsqlDataSource _source;
    private readonly int _server;

    private BindDatabase(TestDatabase database, NpgsqlDataSource source, int server) => (_database, _source, _server) = (database, source, server);

    /// <summary>Its connection string.</summary>
    public string ConnectionString => _database.ConnectionString;

    /// <summary>Makes one, with the schema.</summary>
    public static async Task<BindDatabase> CreateAsync(CancellationToken cancellationToken)
    {
        var database = await TestDatabase.CreateAsync(cancellationToken: cancellationToken);
        var source = NpgsqlDataSource.Create(database.ConnectionString);
        await SchemaMigrator.MigrateAsync(source, NullLogger.Instance, TimeProvider.System, cancellationToken);
        await using var command = source.CreateCommand("SELECT pg_backend_pid()");
        return new BindDatabase(database, source, ProcessorTime.ParentOf((int)(await command.ExecuteScalarAsync(cancellationToken))!));
    }

    /// <summary>How many pods of a run have a node.</summary>
    public Task<long> BoundAsync(string run, CancellationToken cancellationToken) =>
        ScalarAsync("SELECT count(*) FROM resource WHERE node_name IS NOT NULL AND kind = 'Pod' AND name LIKE $1 || '-%'", run, cancellationToken);

    /// <summary>Whether a silo of that name was declared dead.</summary>
    public async Task<bool> IsDeadAsync(string silo, CancellationToken cancellationToken) =>
        await ScalarAsync($"SELECT count(*) FROM OrleansMembershipTable WHERE SiloName = $1 AND Status = {(int)SiloStatus.Dead}", silo, cancellationToken) > 0;

    /// <summary>How many transactions this database has committed.</summary>
    public Task<long> CommitsAsync(CancellationToken cancellationToken) =>
        ScalarAsync("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database() AND $1 = $1", "", cancellationToken);

    /// <summary>How many bytes the server has written ahead.</summary>
    public Task<long> WrittenAsync(CancellationToken cancellationToken) =>
        ScalarAsync("SELECT (pg_current_wal_lsn() - '0/0'::pg_lsn)::bigint WHERE $1 = $1", "", cancellationToken);

    /// <summary>Seconds of processor time that the server has used.</summary>
    public double ProcessorSeconds() => ProcessorTime.OfFamily(_server);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<long> ScalarAsync(string sql, string value, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
