using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Orchestrator.Gateway.Errors;

namespace Orchestrator.Gateway.Requests;

/// <summary>Finds what a client accepts among what is served.</summary>
internal static class AnswerFormNegotiation
{
    /// <summary>The first form in the Accept header that is served: clients list them in the order that they prefer.</summary>
    public static AnswerForm Of(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(accept, out var types) || types.Count == 0)
        {
            return AnswerForm.Plain;
        }

        foreach (var type in types.OrderByDescending(type => type.Quality ?? 1))
        {
            var name = Parameter(type, "as");
            if (name is null && (type.MediaType == "application/json" || type.MediaType == "*/*" || type.MediaType == "application/*"))
            {
                return AnswerForm.Plain;
            }

            if (type.MediaType == "application/json" && Parameter(type, "g") == "meta.k8s.io" && Parameter(type, "v") == "v1" && Known(name) is { } form)
            {
                return form;
            }
        }

        throw Refusals.NotAcceptable(accept.ToString());
    }

    private static AnswerForm? Known(string? name) => name switch
    {
        "Table" => AnswerForm.Table,
        "PartialObjectMetadata" or "PartialObjectMetadataList" => AnswerForm.Metadata,
        _ => null,
    };

    private static string? Parameter(MediaTypeHeaderValue type, string name) =>
        type.Parameters.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value.Value;
}
