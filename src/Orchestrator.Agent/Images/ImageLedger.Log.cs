using Microsoft.Extensions.Logging;

namespace Orchestrator.Agent.Images;

internal sealed partial class ImageLedger
{
    [LoggerMessage(EventId = 30, Level = LogLevel.Warning, Message = "Which images were pulled cannot be written to {Path}; after a restart they are taken for somebody else's and stay.")]
    private static partial void LogNotSaved(ILogger log, Exception exception, string path);

    [LoggerMessage(EventId = 31, Level = LogLevel.Warning, Message = "Which images were pulled cannot be read from {Path}; they are taken for somebody else's and stay.")]
    private static partial void LogNotRead(ILogger log, Exception exception, string path);
}
