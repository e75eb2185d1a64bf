using Microsoft.Extensions.Logging;

namespace Orchestrator.Storage.Watching;

internal sealed partial class ResourceWatchHub
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes cannot be read; watches stay open and go on when PostgreSQL answers again")]
    private static partial void LogAway(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "PostgreSQL answers again; watches go on")]
    private static partial void LogBack(ILogger logger);

    [LoggerMessage(Level = LogLevel.Debug, Message = "A broken connection could not be closed cleanly")]
    private static partial void LogDropFailed(ILogger logger, Exception exception);
}
