using Microsoft.Extensions.Logging;

namespace Orchestrator.Grains.Owners;

/// <summary>Log messages of <see cref="GarbageCollectorGrain"/>.</summary>
public sealed partial class GarbageCollectorGrain
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Kind} {Namespace}/{Name} is deleted: none of its owners is left.")]
    private static partial void LogDeleted(ILogger log, string kind, string @namespace, string name);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{Kind} {Namespace}/{Name} could not be ended; it is tried again.")]
    private static partial void LogRefused(ILogger log, Exception exception, string kind, string @namespace, string name);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "What owns what could not be looked at; it is tried again.")]
    private static partial void LogFailed(ILogger log, Exception exception);
}
