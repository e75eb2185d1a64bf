using System.Diagnostics;
using System.Globalization;
using Orchestrator.TestKit;

namespace Storage.Tests;

/// <summary>A PostgreSQL server of a test's own, which it may kill. As root it runs as the user postgres, who may run one.</summary>
public sealed class PrivateServer : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "storage-tests-" + Guid.NewGuid().ToString("N"));
    private readonly int _port = FreePorts.Take();
    private Process? _server;

    public StorageFixture Storage { get; } = new();

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        if (Environment.UserName == "root")
        {
            await RunAsync("chown", "postgres", _folder);
        }

        await RunAsync([.. AsPostgres, Tool("initdb"), "-D", Data, "-U", "postgres", "-A", "trust", "--no-sync"]);
        await StartAsync();
        await Storage.StartAsync($"Host=127.0.0.1;Port={_port};Username=postgres;Timeout=60");
    }

    public async Task StartAsync()
    {
        // What gathers statistics by itself would now and then be the oldest transaction.
        _server = Launch([.. AsPostgres, Tool("postgres"), "-D", Data, "-p", _port.ToString(CultureInfo.InvariantCulture), "-k", _folder, "-h", "127.0.0.1", "-c", "autovacuum=off"]);
        using var end = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await TryRunAsync([Tool("pg_isready"), "-q", "-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture)]) != 0)
        {
            await Task.Delay(50, end.Token);
        }
    }

    /// <summary>Ends it as a crash would: connections break and nothing is written on the way out.</summary>
    public async Task KillAsync()
    {
        await RunAsync([.. AsPostgres, Tool("pg_ctl"), "stop", "-m", "immediate", "-w", "-D", Data]);
        await _server!.WaitForExitAsync();
    }

    public async Task DisposeAsync()
    {
        await Storage.DisposeAsync();
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private static string[] AsPostgres => Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--"] : [];

    private static string Tool(string name) => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin", name)).Last(File.Exists)
        : name;

    private static async Task RunAsync(params string[] command)
    {
        if (await TryRunAsync(command) is var code and not 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {code}");
        }
    }

    private static async Task<int> TryRunAsync(string[] command)
    {
        using var process = Launch(command);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static Process Launch(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
