using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orchestrator.Storage;
using Orchestrator.Storage.Schema;

namespace Storage.Tests;

public sealed class SchemaMigratorTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    [Fact]
    public async Task Database_is_migrated_once_by_many_at_once_and_again_without_change()
    {
        await using var owner = await OwnDatabase.CreateAsync(isMigrated: false);
        var own = owner.Storage;
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await using var source = ServiceCollectionExtensions.CreateDataSource(own.ConnectionString);
            await MigrateAsync(source);
        }));
        var before = await own.ScalarAsync<DateTime>("SELECT max(applied_at) FROM schema_migration");
        await MigrateAsync(own.DataSource);
        Assert.Equal(before, await own.ScalarAsync<DateTime>("SELECT max(applied_at) FROM schema_migration"));
        Assert.Equal(SchemaScripts.All.Count, await own.ScalarAsync<long>("SELECT count(*) FROM schema_migration"));
    }

    [Fact]
    public async Task Newer_database_is_refused_with_both_numbers()
    {
        await using var owner = await OwnDatabase.CreateAsync();
        var own = owner.Storage;
        await MigrateAsync(own.DataSource);
        await own.ScalarAsync<int>("INSERT INTO schema_migration VALUES (9999, '9999_future.sql', 'x') RETURNING number");
        var refusal = await Assert.ThrowsAsync<SchemaException>(() => MigrateAsync(own.DataSource));
        Assert.Contains("schema 9999", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_built_by_another_edition_of_a_script_is_refused_by_the_scripts_name()
    {
        await using var owner = await OwnDatabase.CreateAsync();
        var own = owner.Storage;
        await MigrateAsync(own.DataSource);
        await own.ScalarAsync<int>("UPDATE schema_migration SET checksum = 'other' WHERE number = 2 RETURNING number");
        var refusal = await Assert.ThrowsAsync<SchemaException>(() => MigrateAsync(own.DataSource));
        Assert.Contains("002_resources.sql", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scripts_can_be_applied_twice()
    {
        foreach (var script in SchemaScripts.All.Concat(SchemaScripts.All))
        {
            await using var command = storage.DataSource.CreateCommand(script.Text);
            await command.ExecuteNonQueryAsync();
        }
    }

    [Fact]
    public async Task Dump_restored_where_transactions_are_younger_lifts_the_versions()
    {
        await using var owner = await OwnDatabase.CreateAsync();
        var own = owner.Storage;
        await MigrateAsync(own.DataSource);
        var ahead = await own.ScalarAsync<long>("UPDATE resource_clock SET floor = resource_version_base(pg_current_xact_id()) + 1000000000000 RETURNING floor");
        await Assert.ThrowsAsync<PostgresException>(() => own.StoreAsync("a", Grains.Pod("a", "a1"), 1));
        await MigrateAsync(own.DataSource);
        await own.StoreAsync("a", Grains.Pod("a", "a1"), 1);
        Assert.True((await own.Reader.FindAsync(new("", "Pod", "default", "a"), default))!.ResourceVersion > ahead);
    }

    private static Task MigrateAsync(NpgsqlDataSource source) => SchemaMigrator.MigrateAsync(source, NullLogger.Instance, TimeProvider.System, default);
}
