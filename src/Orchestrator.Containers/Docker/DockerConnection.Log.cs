using Microsoft.Extensions.Logging;

namespace Orchestrator.Containers.Docker;

internal sealed partial class DockerConnection
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(1, LogLevel.Information, "Docker engine {EngineVersion} at {Endpoint} answers; speaking API {ApiVersion}.")]
    private partial void LogNegotiated(string? engineVersion, string endpoint, Version apiVersion);
}
