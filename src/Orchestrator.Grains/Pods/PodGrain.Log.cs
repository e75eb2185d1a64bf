using Microsoft.Extensions.Logging;

namespace Orchestrator.Grains.Pods;

public sealed partial class PodGrain
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The agent of the node of pod {Namespace}/{Pod} cannot be reached; it asks for its pods when it is back.")]
    private static partial void LogAgentAway(ILogger log, Exception exception, string @namespace, string pod);
}
