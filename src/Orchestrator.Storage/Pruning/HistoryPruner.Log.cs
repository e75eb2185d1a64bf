using Microsoft.Extensions.Logging;

namespace Orchestrator.Storage.Pruning;

internal sealed partial class HistoryPruner
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Old history could not be removed; it is tried again at the next turn")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
