using Microsoft.Extensions.Logging;

namespace Orchestrator.Storage.Recording;

internal sealed partial class EventWriter
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Events cannot be written; they wait until PostgreSQL answers again")]
    private static partial void LogAway(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} events were dropped because the queue was full")]
    private static partial void LogDropped(ILogger logger, long count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A batch of events was refused with SQLSTATE {SqlState}; they are written one by one")]
    private static partial void LogSplit(ILogger logger, string sqlState);

    [LoggerMessage(Level = LogLevel.Error, Message = "An event with reason {Reason} was refused and is dropped")]
    private static partial void LogRefused(ILogger logger, string reason, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} waiting events were dropped because they could not be written before the process had to stop")]
    private static partial void LogNotFlushed(ILogger logger, int count);
}
