using Microsoft.Extensions.Logging;

namespace Orchestrator.Gateway.Health;

/// <summary>Log messages of <see cref="Readiness"/>.</summary>
internal sealed partial class Readiness
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Readiness check {Check} failed: {Reason}")]
    private partial void LogFailed(Exception? fault, string check, string reason);
}
