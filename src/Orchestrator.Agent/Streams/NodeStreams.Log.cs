using Microsoft.Extensions.Logging;

namespace Orchestrator.Agent.Streams;

public sealed partial class NodeStreams
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "What a stream of kind {Kind} was connected to could not be let go in order.")]
    private static partial void LogNotLetGo(ILogger log, Exception exception, string kind);
}
