using System.Collections.Concurrent;
using Orchestrator.Contracts.Recording;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>Keeps what was recorded for people.</summary>
public sealed class RecordedEvents : IEventWriter
{
    private readonly ConcurrentQueue<EventRecord> _events = new();

    /// <summary>Reason and message of each event, in order.</summary>
    public IEnumerable<string> Texts => _events.Select(e => $"{e.Reason}: {e.Message}");

    public Task WriteAsync(EventRecord e, CancellationToken cancellationToken)
    {
        _events.Enqueue(e);
        return Task.CompletedTask;
    }
}
