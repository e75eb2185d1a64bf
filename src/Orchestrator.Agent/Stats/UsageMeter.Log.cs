using Microsoft.Extensions.Logging;

namespace Orchestrator.Agent.Stats;

public sealed partial class UsageMeter
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "What the containers of this node use could not be read; it will be tried again.")]
    private static partial void LogNotRead(ILogger log, Exception exception);
}
