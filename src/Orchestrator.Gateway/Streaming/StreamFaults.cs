using Microsoft.Extensions.Logging;
using Orchestrator.Contracts;
using Orchestrator.Gateway.Errors;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Streaming;

/// <summary>What a fault means to the client of a stream, which can no longer be told with a code of HTTP.</summary>
internal sealed partial class StreamFaults(IIdentities identities, ILogger<StreamFaults> logger)
{
    public Status StatusOf(Exception fault) => fault is StreamProtocolException wrong
        ? ApiErrors.BadRequest(wrong.Message).Status
        : FaultStatus.Of(fault, bodyBytesMax: 0) ?? Surprise(fault);

    private Status Surprise(Exception fault)
    {
        var id = identities.NewUid();
        LogSurprise(fault, id);
        return FaultStatus.Surprise(id);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A stream to a pod failed unexpectedly; its client was told the id {CorrelationId}")]
    private partial void LogSurprise(Exception fault, string correlationId);
}
