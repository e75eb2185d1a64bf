using Microsoft.Extensions.Logging;

namespace Orchestrator.Agent.Reporting;

internal sealed partial class PodReporter
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The state of pod {Namespace}/{Pod} could not be reported; it will be again.")]
    private static partial void LogReportFailed(ILogger log, Exception exception, string @namespace, string pod);
}
