using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Gateway.Errors;
using Orchestrator.Gateway.Requests;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.Writing;

/// <summary>How a client wants something deleted.</summary>
/// <param name="Request">What the grain is told; the revision is found later, for it depends on the object.</param>
/// <param name="ResourceVersion">The version that the object must have; null is any.</param>
internal sealed record DeleteParameters(DeleteRequest Request, string? ResourceVersion)
{
    /// <summary>Reads the options: those in the body where there is one, else those in the query.</summary>
    public static async Task<DeleteParameters> ReadAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var body = await RequestBody.ReadDocumentAsync(context);
        return Of(body.Bytes.IsEmpty ? OfQuery(query) : Decode(context, body), query.DryRun());
    }

    /// <summary>What these options say.</summary>
    /// <param name="options">The options.</param>
    /// <param name="dryRun">Whether the query says that nothing is to be done.</param>
    public static DeleteParameters Of(DeleteOptions options, bool dryRun)
    {
        if (options.GracePeriodSeconds < 0)
        {
            throw Invalid("gracePeriodSeconds", FieldErrorReason.Invalid, "must be 0 or more");
        }

        var request = new DeleteRequest
        {
            Propagation = PropagationOf(options),
            GracePeriodSeconds = options.GracePeriodSeconds,
            ExpectedUid = options.Preconditions?.Uid is { Length: > 0 } uid ? uid : null,
            DryRun = QueryValues.IsDryRun(options.DryRun) | dryRun,
        };
        return new DeleteParameters(request, options.Preconditions?.ResourceVersion);
    }

    private static DeleteOptions OfQuery(IQueryCollection query) => new()
    {
        GracePeriodSeconds = query.Number("gracePeriodSeconds"),
        PropagationPolicy = query.Text("propagationPolicy"),
        OrphanDependents = query.OptionalFlag("orphanDependents"),
    };

    private static DeleteOptions Decode(HttpContext context, RequestBody body)
    {
        var validation = context.Request.Query.FieldValidation(usual: FieldValidation.Strict);
        var decoded = ResourceDecoder.Decode<DeleteOptions>(
            body.Bytes, body.Format, new DecodeOptions { FieldValidation = validation, AnyApiVersion = true });
        DocumentReading.Warn(context, decoded.Warnings);
        return decoded.Resource;
    }

    private static Propagation PropagationOf(DeleteOptions options)
    {
        if (options is { PropagationPolicy: not null, OrphanDependents: not null })
        {
            throw Invalid("propagationPolicy", FieldErrorReason.Invalid, "orphanDependents and propagationPolicy cannot be both set");
        }

        return options.PropagationPolicy switch
        {
            PropagationPolicy.Orphan => Propagation.Orphan,
            PropagationPolicy.Foreground => Propagation.Foreground,
            PropagationPolicy.Background => Propagation.Background,
            null or "" => options.OrphanDependents == true ? Propagation.Orphan : Propagation.Background,
            var other => throw Invalid("propagationPolicy", FieldErrorReason.NotSupported, $"must be Orphan, Background or Foreground; got \"{other}\""),
        };
    }

    private static ApiException Invalid(string field, string reason, string message) =>
        Refusals.InvalidOption("DeleteOptions", field, reason, message);
}
