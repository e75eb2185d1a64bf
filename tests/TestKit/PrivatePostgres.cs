namespace Orchestrator.TestKit;

/// <summary>A PostgreSQL server for one test, which may be ended, killed and started again. It keeps its port and its data.</summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    // Without fsync the machine may lose what was committed, a killed server may not: synchronous_commit stays on.
    private static readonly Dictionary<string, string?> Settings = new() { ["POSTGRES_SETTINGS"] = "fsync=off" };
    private readonly string folder;

    private PrivatePostgres(string folder) => this.folder = folder;

    /// <summary>Connection string of a superuser, without a database. The same after a restart.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Starts a new, empty server.</summary>
    public static async Task<PrivatePostgres> CreateAsync()
    {
        var server = new PrivatePostgres(TestEnvironment.NewServerFolder("postgres"));
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts the server again after it was ended.</summary>
    public async Task StartAsync() => ConnectionString = await ServerCommand.RunAsync(Settings, "postgres", "start", folder);

    /// <summary>Ends it in order; open connections are cut.</summary>
    public Task StopAsync() => ServerCommand.RunAsync(Settings, "postgres", "stop", folder);

    /// <summary>Ends it with SIGKILL, as a crash would.</summary>
    public Task KillAsync() => ServerCommand.RunAsync(Settings, "postgres", "kill", folder);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }
}
