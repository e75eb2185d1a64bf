using System.Diagnostics;
using Npgsql;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Api;

/// <summary>A <see cref="FloorCommand"/> in a process of its own, with a table of its own.</summary>
internal sealed class FloorServer : IAsyncDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private FloorServer(Process process, Uri address) => (_process, Client) = (process, new HttpClient { BaseAddress = address });

    /// <summary>HTTP of the server.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts it on a database that has one table more then.</summary>
    public static async Task<FloorServer> StartAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("CREATE TABLE floor_row (name text PRIMARY KEY, document jsonb NOT NULL)");
        await command.ExecuteNonQueryAsync(cancellationToken);
        var start = new ProcessStartInfo("dotnet", [typeof(FloorServer).Assembly.Location, "floor"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[FloorCommand.DatabaseVariable] = connectionString;
        var process = Process.Start(start) ?? throw new MeasurementException("The server could not be started.");
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Within, TimeProvider.System, cancellationToken);
        return new FloorServer(process, new Uri(line ?? throw new MeasurementException("The server ended early.")));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Within, TimeProvider.System);
        _process.Dispose();
    }
}
