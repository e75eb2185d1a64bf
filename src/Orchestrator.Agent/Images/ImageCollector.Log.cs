using Microsoft.Extensions.Logging;

namespace Orchestrator.Agent.Images;

internal sealed partial class ImageCollector
{
    [LoggerMessage(EventId = 32, Level = LogLevel.Information, Message = "The image {Image} of {Bytes} bytes was removed, because nothing uses it and disk is short.")]
    private static partial void LogRemoved(ILogger log, string image, long bytes);

    [LoggerMessage(EventId = 33, Level = LogLevel.Debug, Message = "The image {Image} is in use by now and stays.")]
    private static partial void LogTaken(ILogger log, Exception exception, string image);

    [LoggerMessage(EventId = 34, Level = LogLevel.Warning, Message = "The node's images could not be cleaned up; it is tried again.")]
    private static partial void LogFailed(ILogger log, Exception exception);

    [LoggerMessage(EventId = 35, Level = LogLevel.Debug, Message = "The container engine is away, so its images are looked at later.")]
    private static partial void LogEngineAway(ILogger log, Exception exception);
}
