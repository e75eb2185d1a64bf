using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Patching;
using Orchestrator.Resources.Serialization;
using Orleans.Runtime;
using Orleans.Storage;

namespace Orchestrator.Gateway.Errors;

/// <summary>What a fault means to the caller. Only sentences that were written for callers get out; those of drivers and of the runtime stay in the log.</summary>
internal static class FaultStatus
{
    private const string StorageAway = "the database does not answer; nothing was lost, please try again";

    /// <summary>The answer, or null where the fault is a surprise.</summary>
    public static Status? Of(Exception fault, long bodyBytesMax) => fault switch
    {
        ApiException refused => refused.Status,
        PatchException unpatched => OfPatch(unpatched),
        DecodeException undecodable => DecodeRefusal.Of(undecodable).Status,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Refusals.BodyTooLarge(bodyBytesMax).Status,
        BadHttpRequestException bad => ApiErrors.Of(bad.StatusCode, "BadRequest", bad.Message, null).Status,
        ResourceExpiredException expired => Refusals.Expired(expired.Message).Status,
        ResourceVersionAheadException ahead => Refusals.VersionAhead(ahead.Wanted, ahead.Current).Status,
        InvalidContinueException badToken => ApiErrors.BadRequest(badToken.Message).Status,
        StorageUnavailableException => Refusals.Unavailable(StorageAway).Status,
        // So Orleans brings what a grain's storage threw.
        OrleansException { InnerException: StorageUnavailableException } => Refusals.Unavailable(StorageAway).Status,
        SealedValueException sealedValue => ApiErrors.Of(500, "InternalError", sealedValue.Message, null).Status,
        NodeUnreachableException unreachable => Refusals.Unavailable(unreachable.Message).Status,
        // The write was not made, however often it was asked for: what was decided on had changed meanwhile.
        InconsistentStateException => ApiErrors.Of(409, "Conflict", "the object was changed at the same time; read it again and apply your changes to that", null).Status,
        TimeoutException => Refusals.TimedOut().Status,
        OrleansException undelivered when IsUndelivered(undelivered) => Refusals.Unavailable("the silo that serves this object does not answer; please try again").Status,
        _ => null,
    };

    // The runtime's own faults are of types of their own, or of the base with nothing inside: so it says that no silo hosts the grain, or none that it still believes in, while
    // silos come and go. What a grain's storage threw comes inside the base.
    private static bool IsUndelivered(OrleansException fault) => fault.GetType() != typeof(OrleansException) || fault.InnerException is null;

    /// <summary>The codes that Kubernetes gives to bad patches, to patches that do not fit, and to large ones.</summary>
    private static Status OfPatch(PatchException fault) => (fault.Fault switch
    {
        PatchFault.Malformed => ApiErrors.BadRequest(fault.Message),
        PatchFault.TooLarge => ApiErrors.Of(413, "RequestEntityTooLarge", fault.Message, null),
        _ => ApiErrors.Of(422, "Invalid", fault.Message, null),
    }).Status;

    /// <summary>The answer to a surprise: what is wrong is in the log, under this id.</summary>
    public static Status Surprise(string correlationId) => ApiErrors.Of(
        500, "InternalError", $"Internal error occurred: the server's log has the cause under id {correlationId}", null).Status;
}
