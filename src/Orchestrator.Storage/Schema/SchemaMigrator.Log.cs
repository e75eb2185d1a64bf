using Microsoft.Extensions.Logging;

namespace Orchestrator.Storage.Schema;

public static partial class SchemaMigrator
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Applied {Script} to the database")]
    private static partial void LogApplied(ILogger logger, string script);

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for PostgreSQL: {Reason}")]
    private static partial void LogWaiting(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stored versions were ahead of this server's transactions, as after a restore; they were lifted and every client lists again")]
    private static partial void LogEpochRaised(ILogger logger);
}
