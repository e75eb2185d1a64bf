using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Orchestrator.Agent.Probes.Probers;

/// <summary>How a gRPC call ended.</summary>
/// <param name="Code">The code; one of gRPC's seventeen.</param>
/// <param name="Message">What the server said of it.</param>
internal readonly record struct GrpcStatus(int Code, string Message)
{
    public const int Ok = 0;
    public const int DeadlineExceeded = 4;
    public const int Unimplemented = 12;

    private const int Unknown = 2;
    private const int PermissionDenied = 7;
    private const int Internal = 13;
    private const int Unavailable = 14;
    private const int Unauthenticated = 16;

    private static readonly string[] Names =
    [
        "OK", "Canceled", "Unknown", "InvalidArgument", "DeadlineExceeded", "NotFound", "AlreadyExists", "PermissionDenied", "ResourceExhausted",
        "FailedPrecondition", "Aborted", "OutOfRange", "Unimplemented", "Internal", "Unavailable", "DataLoss", "Unauthenticated",
    ];

    /// <summary>The code's name.</summary>
    public string Name => Code >= 0 && Code < Names.Length ? Names[Code] : string.Create(CultureInfo.InvariantCulture, $"Code({Code})");

    /// <summary>The status of an answer whose body has been read. Without gRPC's own it follows from HTTP's, as gRPC documents it.</summary>
    public static GrpcStatus Of(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new GrpcStatus(CodeOf(response.StatusCode), string.Create(
                CultureInfo.InvariantCulture, $"unexpected HTTP status code received from server: {(int)response.StatusCode} ({response.ReasonPhrase})"));
        }

        // An answer without a body has its status among its headers.
        var code = Find(response.TrailingHeaders, "grpc-status") ?? Find(response.Headers, "grpc-status");
        var message = Find(response.TrailingHeaders, "grpc-message") ?? Find(response.Headers, "grpc-message") ?? "";
        return int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new GrpcStatus(number, Uri.UnescapeDataString(message))
            : new GrpcStatus(Internal, "server closed the stream without sending trailers");
    }

    private static int CodeOf(HttpStatusCode status) => (int)status switch
    {
        400 => Internal,
        401 => Unauthenticated,
        403 => PermissionDenied,
        404 => Unimplemented,
        429 or 502 or 503 or 504 => Unavailable,
        _ => Unknown,
    };

    private static string? Find(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.First() : null;
}
