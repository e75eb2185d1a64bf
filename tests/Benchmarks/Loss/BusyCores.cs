using System.Diagnostics;
using Orchestrator.Benchmarks.Measuring;

namespace Orchestrator.Benchmarks.Loss;

/// <summary>Processes that do nothing but compute, two for each core, at the priority of everybody else.</summary>
internal sealed class BusyCores : IDisposable
{
    private const int PerCore = 2;
    private readonly List<Process> _processes = [];

    private BusyCores()
    {
    }

    /// <summary>Starts them.</summary>
    public static BusyCores Start()
    {
        var busy = new BusyCores();
        for (var index = 0; index < PerCore * Environment.ProcessorCount; index++)
        {
            busy._processes.Add(Process.Start("sh", ["-c", "while :; do :; done"]) ?? throw new MeasurementException("No process could be started."));
        }

        return busy;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            process.WaitForExit();
            process.Dispose();
        }
    }
}
