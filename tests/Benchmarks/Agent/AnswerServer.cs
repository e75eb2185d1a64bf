using System.Diagnostics;
using System.Globalization;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Agent;

/// <summary>An <see cref="AnswerCommand"/> in a process of its own.</summary>
internal sealed class AnswerServer : IAsyncDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private AnswerServer(Process process) => _process = process;

    /// <summary>Its port, on each address of the machine.</summary>
    public int Port { get; private set; }

    /// <summary>Its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Starts it.</summary>
    public static async Task<AnswerServer> StartAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(AnswerServer).Assembly.Location, "answer"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var server = new AnswerServer(Process.Start(start) ?? throw new MeasurementException("The server could not be started."));
        server.Port = (int)await server.ReadAsync(cancellationToken);
        return server;
    }

    /// <summary>How many requests it has answered.</summary>
    public async Task<long> AnswersAsync(CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync(cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Within, TimeProvider.System);
        _process.Dispose();
    }

    private async Task<long> ReadAsync(CancellationToken cancellationToken)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Within, TimeProvider.System, cancellationToken);
        return long.Parse(line ?? throw new MeasurementException("The server ended early."), CultureInfo.InvariantCulture);
    }
}
