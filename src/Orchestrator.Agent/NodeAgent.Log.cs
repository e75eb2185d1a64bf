using Microsoft.Extensions.Logging;

namespace Orchestrator.Agent;

public sealed partial class NodeAgent
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "The container engine answers; all pods of this node are looked at.")]
    private static partial void LogEngineFound(ILogger log);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The container engine's events ended. Nothing is concluded from that; it is asked again.")]
    private static partial void LogEngineLost(ILogger log, Exception exception);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "The node's bindings could not be compared with what runs here; they will be.")]
    private static partial void LogResyncFailed(ILogger log, Exception exception);

    [LoggerMessage(EventId = 5, Level = LogLevel.Error, Message = "The work for pod {Namespace}/{Pod} ended unexpectedly; the next comparison with the node's bindings takes it up again.")]
    private static partial void LogWorkerFailed(ILogger log, Exception exception, string @namespace, string pod);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "The node has been cut off for longer than its lease; pod {Namespace}/{Pod} is stopped, because it must not run on without it.")]
    private static partial void LogCutOff(ILogger log, string @namespace, string pod);

    [LoggerMessage(EventId = 7, Level = LogLevel.Warning, Message = "Containers that must not run on without a lease could not be stopped; it is tried again each second.")]
    private static partial void LogNotEnded(ILogger log, Exception exception);
}
