using System.Buffers;
using System.Collections.Immutable;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Orchestrator.Gateway.Errors;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Requests;

/// <summary>The body of a request and how it is written.</summary>
/// <param name="Bytes">The body, whole; the server has bounded its length.</param>
/// <param name="Format">How it is written.</param>
internal sealed record RequestBody(ReadOnlyMemory<byte> Bytes, BodyFormat Format)
{
    private const string Json = "application/json";
    private const string Protobuf = "application/vnd.kubernetes.protobuf";

    /// <summary>The types of bodies that hold a document.</summary>
    public static readonly ImmutableArray<string> DocumentTypes = [Json, "application/yaml", Protobuf];

    /// <summary>The types of bodies that hold a patch.</summary>
    public static readonly ImmutableArray<string> PatchTypes =
        ["application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml"];

    /// <summary>Reads a document, as JSON where the request does not say how it is written.</summary>
    public static async Task<RequestBody> ReadDocumentAsync(HttpContext context)
    {
        var mediaType = MediaTypeOf(context.Request);
        BodyFormat format = mediaType switch
        {
            null or Json => BodyFormat.Json,
            "application/yaml" or "application/x-yaml" or "text/yaml" or "text/x-yaml" => BodyFormat.Yaml,
            Protobuf => BodyFormat.Protobuf,
            _ => throw Refusals.UnsupportedMediaType(mediaType, "", DocumentTypes),
        };
        RequireUncoded(context.Request, DocumentTypes);
        return new RequestBody(await ReadAsync(context), format);
    }

    /// <summary>Reads a patch and of which kind it is.</summary>
    public static async Task<(PatchType Type, ReadOnlyMemory<byte> Bytes)> ReadPatchAsync(HttpContext context)
    {
        var mediaType = MediaTypeOf(context.Request);
        PatchType type = mediaType switch
        {
            "application/json-patch+json" => PatchType.Json,
            "application/merge-patch+json" => PatchType.JsonMerge,
            "application/strategic-merge-patch+json" => PatchType.StrategicMerge,
            "application/apply-patch+yaml" => PatchType.Apply,
            _ => throw Refusals.UnsupportedMediaType(mediaType, "", PatchTypes),
        };
        RequireUncoded(context.Request, PatchTypes);
        return (type, await ReadAsync(context));
    }

    private static string? MediaTypeOf(HttpRequest request) => request.ContentType is not { Length: > 0 } text ? null
        : MediaTypeHeaderValue.TryParse(text, out var parsed) ? parsed.MediaType.ToString().ToLowerInvariant()
        : text;

    private static void RequireUncoded(HttpRequest request, ImmutableArray<string> accepted)
    {
        var coding = request.Headers.ContentEncoding.ToString();
        if (coding.Length > 0 && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            throw Refusals.UnsupportedMediaType($"Content-Encoding {coding}", "; send the body as it is", accepted);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        ReadResult result;
        while (!(result = await reader.ReadAsync(context.RequestAborted)).IsCompleted)
        {
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }

        var bytes = result.Buffer.ToArray();
        reader.AdvanceTo(result.Buffer.End);
        return bytes;
    }
}
