using Microsoft.Extensions.Logging;
using Orchestrator.Simulations.Kernel;

namespace Orchestrator.Simulations.Silos;

/// <summary>Has the logs of a silo in the written trace.</summary>
internal sealed class TraceLogs(Simulation simulation, string silo) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The logs of a simulation go into its trace.");

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            simulation.Trace.Write($"           {silo,-10} {logLevel}: {formatter(state, exception)}{(exception is null ? "" : $" ({exception.GetType().Name}: {exception.Message})")}");
        }
    }
}
