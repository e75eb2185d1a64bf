using Microsoft.Extensions.Logging;

namespace Orchestrator.Storage.Watching;

internal sealed partial class StallWatch
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Watches have been delayed for {Seconds:F1} s: {Cause}")]
    private static partial void LogStalled(ILogger logger, double seconds, string cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Watches go on after a delay of {Seconds:F1} s")]
    private static partial void LogOver(ILogger logger, double seconds);
}
