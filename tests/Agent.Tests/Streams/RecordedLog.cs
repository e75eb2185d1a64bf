using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Agent.Tests.Streams;

/// <summary>Keeps what is logged: these tests cause nothing that is worth a line.</summary>
internal sealed class RecordedLog<T> : ILogger<T>
{
    public static ConcurrentQueue<string> Lines { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue($"{formatter(state, exception)} {exception}");
}
