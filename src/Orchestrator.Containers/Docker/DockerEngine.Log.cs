using Microsoft.Extensions.Logging;

namespace Orchestrator.Containers.Docker;

public sealed partial class DockerEngine
{
    private readonly ILogger _logger;

    [LoggerMessage(2, LogLevel.Information, "The process of exec {ExecId} in container {ContainerId} goes on: it cannot be seen from here, so it cannot be ended.")]
    private partial void LogExecLeft(string execId, string containerId);

    [LoggerMessage(3, LogLevel.Information, "Whether the process of exec {ExecId} has ended is not known: {Message}")]
    private partial void LogExecUnknown(string execId, string message);
}
