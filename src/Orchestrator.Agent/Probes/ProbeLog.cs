using Microsoft.Extensions.Logging;
using Orchestrator.Planning.Probes;

namespace Orchestrator.Agent.Probes;

/// <summary>What probes say in the log; what they find is said in events.</summary>
internal static partial class ProbeLog
{
    [LoggerMessage(EventId = 30, Level = LogLevel.Error, Message = "A {Kind} probe could not be carried out for a reason that it does not know.")]
    public static partial void ProberBroke(ILogger log, Exception exception, ProbeKind kind);

    [LoggerMessage(EventId = 31, Level = LogLevel.Error, Message = "What a {Kind} probe found could not be handed over; it is probed on.")]
    public static partial void ListenerBroke(ILogger log, Exception exception, ProbeKind kind);
}
