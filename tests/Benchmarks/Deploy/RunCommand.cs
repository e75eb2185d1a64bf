using System.Diagnostics;
using Orchestrator.Benchmarks.Measuring;
using Orchestrator.TestKit;

namespace Orchestrator.Benchmarks.Deploy;

/// <summary>One <c>eng/run --once</c> in its own process. When it is to end early it is asked to (SIGTERM), because only it can end the servers that it started.</summary>
internal sealed class RunCommand : IDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(50);

    // It sets up its own server and engine, as for a newcomer, and nothing that surrounds the benchmark may change that.
    private static readonly string[] NotForIt = ["DOCKER_HOST", "ORC_POSTGRES"];
    private static readonly string[] OwnTimes = ["built in ", "ready after "];
    private readonly Process _process;

    /// <summary>Prepares a run with this data folder.</summary>
    public RunCommand(string folder)
    {
        var start = new ProcessStartInfo(Path.Combine(TestEnvironment.Repository, "eng", "run"), ["--once", "--data", folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in NotForIt)
        {
            start.Environment.Remove(name);
        }

        _process = new Process { StartInfo = start };
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>What it says itself about how long it took.</returns>
    /// <exception cref="MeasurementException">It failed; the message holds the end of what it said.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        _process.Start();
        _process.StandardInput.Close();
        var output = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await _process.WaitForExitAsync(cancellationToken).WaitAsync(Within, TimeProvider.System, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            await EndAsync();
            throw exception is TimeoutException ? new MeasurementException($"eng/run --once did not end within {Within.TotalSeconds} s.", exception) : exception;
        }

        var said = $"{await error}\n{await output}";
        if (_process.ExitCode != 0)
        {
            throw new MeasurementException($"eng/run --once ended with {_process.ExitCode}:\n{string.Join('\n', said.TrimEnd().Split('\n').TakeLast(20))}");
        }

        return string.Join(", ", said.Split('\n').Select(line => line.Trim()).Where(line => OwnTimes.Any(line.StartsWith)));
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private async Task EndAsync()
    {
        await ShellCommand.RunAsync("kill", "-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await _process.WaitForExitAsync(CancellationToken.None).WaitAsync(EndWithin, TimeProvider.System);
    }
}
