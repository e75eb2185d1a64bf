using Microsoft.Extensions.Logging;

namespace Orchestrator.Gateway.Errors;

/// <summary>Log messages of <see cref="ErrorAnswers"/>.</summary>
internal sealed partial class ErrorAnswers
{
    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed unexpectedly; the answer carries id {CorrelationId}")]
    private partial void LogSurprise(Exception fault, string method, string path, string correlationId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} could not be served now")]
    private partial void LogUnavailable(Exception fault, string method, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} was cut off after the answer had begun")]
    private partial void LogCutOff(Exception fault, string method, string path);
}
