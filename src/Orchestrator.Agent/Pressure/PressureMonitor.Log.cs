using Microsoft.Extensions.Logging;

namespace Orchestrator.Agent.Pressure;

public sealed partial class PressureMonitor
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The node's resources could not be looked at; it is tried again.")]
    private static partial void LogLookFailed(ILogger log, Exception exception);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "The node is short of {Resource}; what nobody uses on disk is removed.")]
    private static partial void LogReclaims(ILogger log, string resource);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "Pod {Uid} is evicted: {Message}")]
    private static partial void LogEvicts(ILogger log, string uid, string message);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "The node is short of {Resource}, and there is no pod that could be evicted for it.")]
    private static partial void LogNobodyToEvict(ILogger log, string resource);
}
