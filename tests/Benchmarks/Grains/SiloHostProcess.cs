using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<string, bool> _said = new(StringComparer.Ordinal);

    private SiloHostProcess(string name, Process process) => (Name, _process) = (name, process);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The process.</summary>
    public int Id => _process.Id;

    /// <summary>Starts a silo, and returns when it is up.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cluster">The cluster that it joins.</param>
    /// <param name="database">Connection string of the cluster's database.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="command">Which silo it is.</param>
    /// <param name="apiPort">Where it serves the API; null for one that does not.</param>
    public static async Task<SiloHostProcess> StartAsync(
        string name, string cluster, string database, CancellationToken cancellationToken, string command = SiloHostCommand.Name, int? apiPort = null)
    {
        IEnumerable<string> arguments = [typeof(SiloHostProcess).Assembly.Location, command, name, cluster, Text(FreePorts.Take()), Text(FreePorts.Take())];
        arguments = apiPort is { } port ? arguments.Append(Text(port)) : arguments;
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[SiloHostSettings.DatabaseVariable] = database;
        var silo = new SiloHostProcess(name, Process.Start(start) ?? throw new MeasurementException($"The silo {name} could not be started."));
        try
        {
            await silo.ListenAsync(SiloHostCommand.Up).WaitAsync(Within, TimeProvider.System, cancellationToken);
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }

        _ = silo.ListenAsync(null);
        return silo;
    }

    /// <summary>Whether it has said this, as a line of its output.</summary>
    public bool HasSaid(string text) => _said.ContainsKey(text);

    /// <summary>Ends it as a crash would.</summary>
    public void Kill() => _process.Kill();

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

    private async Task ListenAsync(string? until)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            _said[line] = true;
            if (line == until)
            {
                return;
            }
        }

        if (until is not null)
        {
            throw new MeasurementException("A silo ended before it was up.");
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
