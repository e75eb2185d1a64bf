using Microsoft.Extensions.Logging;
using Orchestrator.Containers;

namespace Orchestrator.Agent.Pods;

internal sealed partial class PodWorker
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "A step of pod {Namespace}/{Pod} failed at the container engine ({Fault}); it is taken again.")]
    private static partial void LogEngineFailed(ILogger log, Exception exception, string @namespace, string pod, EngineFault fault);

    [LoggerMessage(EventId = 2, Level = LogLevel.Debug, Message = "The container engine did not answer for pod {Namespace}/{Pod}; it is asked again.")]
    private static partial void LogEngineAway(ILogger log, Exception exception, string @namespace, string pod);

    [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "A step of pod {Namespace}/{Pod} failed on this machine; it is taken again.")]
    private static partial void LogStepFailed(ILogger log, Exception exception, string @namespace, string pod);
}
