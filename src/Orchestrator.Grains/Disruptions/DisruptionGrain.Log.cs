using Microsoft.Extensions.Logging;

namespace Orchestrator.Grains.Disruptions;

public sealed partial class DisruptionGrain
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The status of PodDisruptionBudgets could not be kept; it is tried again.")]
    private static partial void LogFailed(ILogger log, Exception exception);
}
