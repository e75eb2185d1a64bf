namespace Orchestrator.Contracts.Recording;

/// <summary>
/// Records Events. One with the uid, reason, message and component of an Event that is still kept raises that one's count and last time.
/// </summary>
public interface IEventWriter
{
    /// <summary>
    /// Takes the event and returns at once: it is written in the background, and nobody's work fails or waits because it cannot be. When PostgreSQL is away
    /// for so long that the queue is full, the oldest waiting events are dropped, counted and logged.
    /// </summary>
    Task WriteAsync(EventRecord e, CancellationToken cancellationToken);
}
