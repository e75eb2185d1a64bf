using Microsoft.Extensions.Logging;

namespace Orchestrator.Agent.Configuration;

internal sealed partial class ConfigWatch
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The database does not say whether ConfigMaps and Secrets have changed; pods keep what they have until it does.")]
    private static partial void LogNotRead(ILogger log, Exception exception);
}
