using Microsoft.Extensions.Logging;

namespace Orchestrator.Grains.Quotas;

public sealed partial class QuotaGrain
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The status of ResourceQuotas could not be written; it is tried again.")]
    private static partial void LogFailed(ILogger log, Exception exception);
}
