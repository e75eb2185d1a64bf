using System.Diagnostics;
using System.Globalization;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.TestKit;

namespace Orchestrator.Benchmarks.Grains;

/// <summary>A <see cref="SiloHostCommand"/> in a process of its own.</summary>
internal sealed class SiloHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private SiloHostProcess(Process process) => _process = process;

    /// <summary>Starts a silo, and returns when it is up.</summary>
    public static async Task<SiloHostProcess> StartAsync(string name, string cluster, string database, CancellationToken cancellationToken)
    {
        string[] arguments = [typeof(SiloHostProcess).Assembly.Location, "silo", name, cluster, Port(), Port()];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[SiloHostSettings.DatabaseVariable] = database;
        var silo = new SiloHostProcess(Process.Start(start) ?? throw new MeasurementException($"The silo {name} could not be started."));
        var line = await silo._process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Within, TimeProvider.System, cancellationToken);
        if (line != SiloHostCommand.Up)
        {
            await silo.DisposeAsync();
            throw new MeasurementException($"The silo {name} ended before it was up.");
        }

        return silo;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Within, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static string Port() => FreePorts.Take().ToString(CultureInfo.InvariantCulture);
}
