using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Contracts;
using Orchestrator.Resources.FieldManagers;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Gateway.Errors;

/// <summary>The refusals that are about a request rather than about an object, in Kubernetes' words where it has some.</summary>
internal static class Refusals
{
    public static ApiException UnknownPath() =>
        ApiErrors.Of(404, "NotFound", "the server could not find the requested resource", new StatusDetails());

    public static ApiException MethodNotAllowed(string message = "the server does not allow this method on the requested resource") =>
        ApiErrors.Of(405, "MethodNotAllowed", message, new StatusDetails());

    public static ApiException NotAcceptable(string accept) => ApiErrors.Of(
        406, "NotAcceptable", $"only application/json is answered, plain or as a Table, PartialObjectMetadata or PartialObjectMetadataList of meta.k8s.io/v1; the request accepts {accept}", null);

    public static ApiException UnsupportedMediaType(string? contentType, string why, ImmutableArray<string> accepted) => ApiErrors.Of(
        415,
        "UnsupportedMediaType",
        $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", accepted)}; got {contentType ?? "none"}{why}",
        null);

    public static ApiException BodyTooLarge(long bytesMax) => ApiErrors.Of(
        413, "RequestEntityTooLarge", string.Create(CultureInfo.InvariantCulture, $"Request entity too large: limit is {bytesMax} bytes"), null);

    public static ApiException TooManyRequests(string what) => ApiErrors.Of(
        429, "TooManyRequests", $"too many {what}, please try again later", new StatusDetails { RetryAfterSeconds = 1 });

    public static ApiException Expired(string message) => ApiErrors.Of(410, "Expired", message, null);

    public static ApiException VersionAhead(long wanted, long current) => ApiErrors.Of(
        504,
        "Timeout",
        string.Create(CultureInfo.InvariantCulture, $"Too large resource version: {wanted}, current: {current}"),
        new StatusDetails { Causes = [new StatusCause { Reason = "ResourceVersionTooLarge", Message = "Too large resource version" }], RetryAfterSeconds = 1 });

    /// <summary>409: what is applied would change what others manage.</summary>
    public static ApiException FieldConflict(FieldConflictException fault) => ApiErrors.Of(409, "Conflict", fault.Message, new StatusDetails
    {
        Causes = [.. fault.Conflicts.Select(conflict =>
            new StatusCause { Reason = "FieldManagerConflict", Message = $"conflict with {conflict.Manager}", Field = conflict.Path })],
    });

    public static ApiException Unavailable(string message) =>
        ApiErrors.Of(503, "ServiceUnavailable", message, new StatusDetails { RetryAfterSeconds = 1 });

    public static ApiException TimedOut() => ApiErrors.Of(
        504, "Timeout", "the request did not finish in time; it may or may not have been carried out", new StatusDetails { RetryAfterSeconds = 1 });

    /// <summary>422 for options of a request, which Kubernetes treats as an object of their own.</summary>
    public static ApiException InvalidOption(string kind, string option, string reason, string message) => ApiErrors.Invalid(
        "meta.k8s.io", kind, "", [new StatusCause { Reason = reason, Field = option, Message = message }]);
}
