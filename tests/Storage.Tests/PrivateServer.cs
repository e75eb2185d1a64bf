using Orchestrator.TestKit;

namespace Storage.Tests;

/// <summary>A PostgreSQL server of a test's own, which it may kill, with a database on it.</summary>
public sealed class PrivateServer : IAsyncLifetime
{
    private PrivatePostgres _postgres = null!;

    public StorageFixture Storage { get; } = new();

    public async Task InitializeAsync()
    {
        // What gathers statistics by itself would now and then be the oldest transaction.
        _postgres = await PrivatePostgres.CreateAsync(settings: "autovacuum=off");
        await Storage.StartAsync($"{_postgres.ConnectionString};Timeout=60");
    }

    public Task StartAsync() => _postgres.StartAsync();

    public Task KillAsync() => _postgres.KillAsync();

    public async Task DisposeAsync()
    {
        await Storage.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
