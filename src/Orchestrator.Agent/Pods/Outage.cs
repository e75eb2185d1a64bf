namespace Orchestrator.Agent.Pods;

/// <summary>
/// A time in which the engine was not there. An engine that is told to stop ends its containers first, so what ended shortly before it went away counts too.
/// </summary>
/// <param name="From">When the engine was last heard of.</param>
/// <param name="To">When it answered again.</param>
internal sealed record Outage(DateTimeOffset From, DateTimeOffset To)
{
    // An engine gives its containers 15 seconds when it stops, and then kills them.
    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromSeconds(20);

    /// <summary>Whether something that ended at this time may have ended with the engine.</summary>
    public bool Covers(DateTimeOffset time) => time >= From - ShutdownGrace && time <= To;
}
