using System.Net;

namespace Orchestrator.TestKit;

/// <summary>A PostgreSQL server for one test, which may be ended, killed and started again. It keeps its port and its data.</summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    // Without fsync the machine may lose what was committed, a killed server may not: synchronous_commit stays on.
    private const string Unsynchronized = "fsync=off";
    private const string Local = "127.0.0.1";
    private readonly string folder;
    private readonly IPAddress? _address;
    private readonly Dictionary<string, string?> _settings;

    private PrivatePostgres(string folder, IPAddress? address, bool durable, IEnumerable<string> further)
    {
        (this.folder, _address) = (folder, address);
        string[] settings = [.. durable ? [] : new[] { Unsynchronized }, .. address is null ? [] : new[] { $"listen_addresses={Local},{address}" }, .. further];
        _settings = new() { ["POSTGRES_SETTINGS"] = string.Join(' ', settings) };
    }

    /// <summary>Connection string of a superuser, without a database. The same after a restart.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Starts a new, empty server.</summary>
    /// <param name="address">Where else it listens, beside 127.0.0.1: this machine's address on a bridge of machines.</param>
    /// <param name="durable">Whether it waits for the disk, as a server does whose figures count.</param>
    /// <param name="settings">Further settings, each as <c>name=value</c>, without spaces.</param>
    public static async Task<PrivatePostgres> CreateAsync(IPAddress? address = null, bool durable = false, params string[] settings)
    {
        var server = new PrivatePostgres(TestEnvironment.NewServerFolder("postgres"), address, durable, settings);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts the server again after it was ended.</summary>
    public async Task StartAsync()
    {
        var local = await ServerCommand.RunAsync(_settings, "postgres", "start", folder);
        ConnectionString = _address is null ? local : local.Replace($"Host={Local};", $"Host={_address};", StringComparison.Ordinal);
    }

    /// <summary>Ends it in order; open connections are cut.</summary>
    public Task StopAsync() => ServerCommand.RunAsync(_settings, "postgres", "stop", folder);

    /// <summary>Ends it with SIGKILL, as a crash would.</summary>
    public Task KillAsync() => ServerCommand.RunAsync(_settings, "postgres", "kill", folder);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }
}
