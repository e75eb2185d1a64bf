using System.Buffers;
using System.Collections.Immutable;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Orchestrator.Gateway.Errors;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Requests;

/// <summary>The body of a request and how it is written.</summary>
/// <param name="Bytes">The body, whole; the server has bounded its length.</param>
/// <param name="Format">How it is written.</param>
internal sealed record RequestBody(ReadOnlyMemory<byte> Bytes, BodyFormat Format)
{
    private const string Json = "application/json";
    private const string StrategicMerge = "application/strategic-merge-patch+json";
    private const string Protobuf = "application/vnd.kubernetes.protobuf";

    /// <summary>The types of bodies that hold a document.</summary>
    public static readonly ImmutableArray<string> DocumentTypes = [Json, "application/yaml", Protobuf];

    /// <summary>The types of bodies that hold a patch.</summary>
    public static readonly ImmutableArray<string> PatchTypes =
        ["application/json-patch+json", "application/merge-patch+json", StrategicMerge, "application/apply-patch+yaml"];

    /// <summary>The types of bodies that hold a document of this kind. Not every kind has a form in protobuf.</summary>
    public static ImmutableArray<string> DocumentTypesOf(KindDescription? kind) => kind is null or { HasProtobuf: true } ? DocumentTypes : DocumentTypes.Remove(Protobuf);

    /// <summary>The types of bodies that hold a patch of this kind. Strategic merge is by strategies, which schemas of custom resources do not have.</summary>
    public static ImmutableArray<string> PatchTypesOf(KindDescription kind) => kind.Custom is null ? PatchTypes : PatchTypes.Remove(StrategicMerge);

    /// <summary>Reads a document, as JSON where the request does not say how it is written.</summary>
    public static async Task<RequestBody> ReadDocumentAsync(HttpContext context, KindDescription? kind = null)
    {
        var types = DocumentTypesOf(kind);
        var mediaType = MediaTypeOf(context.Request);
        BodyFormat format = mediaType switch
        {
            null or Json => BodyFormat.Json,
            "application/yaml" or "application/x-yaml" or "text/yaml" or "text/x-yaml" => BodyFormat.Yaml,
            Protobuf when types.Contains(Protobuf) => BodyFormat.Protobuf,
            _ => throw Refusals.UnsupportedMediaType(mediaType, "", types),
        };
        RequireUncoded(context.Request, types);
        return new RequestBody(await ReadAsync(context), format);
    }

    /// <summary>Reads a patch and of which kind it is.</summary>
    public static async Task<(PatchType Type, ReadOnlyMemory<byte> Bytes)> ReadPatchAsync(HttpContext context, KindDescription kind)
    {
        var types = PatchTypesOf(kind);
        var mediaType = MediaTypeOf(context.Request);
        PatchType type = mediaType switch
        {
            "application/json-patch+json" => PatchType.Json,
            "application/merge-patch+json" => PatchType.JsonMerge,
            StrategicMerge when types.Contains(StrategicMerge) => PatchType.StrategicMerge,
            "application/apply-patch+yaml" => PatchType.Apply,
            _ => throw Refusals.UnsupportedMediaType(mediaType, "", types),
        };
        RequireUncoded(context.Request, types);
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
