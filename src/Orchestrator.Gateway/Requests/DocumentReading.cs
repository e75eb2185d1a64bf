using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Orchestrator.Gateway.Errors;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Gateway.Requests;

/// <summary>Reads objects from bodies, and tells the client what was left out or has no effect.</summary>
internal static class DocumentReading
{
    /// <summary>The object in the body.</summary>
    public static async Task<T> ReadAsync<T>(HttpContext context, ResourceModel<T> model)
        where T : class, IResource<T>
    {
        var body = await RequestBody.ReadDocumentAsync(context, model.Kind);
        return Decode(context, model, body.Bytes, body.Format);
    }

    /// <summary>The object in the body, of a kind that is not stored.</summary>
    public static Task<T> ReadAsync<T>(HttpContext context, KindDescription kind)
        where T : class, IResource<T>, new() => ReadAsync(context, new RecordModel<T>(kind));

    /// <summary>The object in these bytes, which came with the request or from a patch in it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="model">What the object is.</param>
    /// <param name="bytes">Its document.</param>
    /// <param name="format">How that is written.</param>
    /// <param name="before">The object that a patch has changed; what is without effect in that already, the client is not told again.</param>
    public static T Decode<T>(HttpContext context, ResourceModel<T> model, ReadOnlyMemory<byte> bytes, BodyFormat format, T? before = null)
        where T : class, IResource<T>
    {
        var kind = model.Kind;
        try
        {
            var decoded = model.Decode(bytes, format, new DecodeOptions { FieldValidation = context.Request.Query.FieldValidation() });
            Warn(context, before is null || decoded.Warnings.IsEmpty ? decoded.Warnings : decoded.Warnings.Except(WarningsOf(model, before)));
            return decoded.Resource;
        }
        catch (DecodeException fault)
        {
            throw DecodeRefusal.Of(fault, kind.Group, kind.Version, kind.Kind, context.Request.RouteValues["name"] as string ?? "");
        }
    }

    /// <summary>What a body that is a part of an object says of it.</summary>
    public static JsonObject DecodePart<T>(HttpContext context, ResourceModel<T> model, ReadOnlyMemory<byte> bytes, BodyFormat format)
        where T : class, IResource<T>
    {
        var kind = model.Kind;
        try
        {
            var decoded = model.DecodePart(bytes, format, new DecodeOptions { FieldValidation = context.Request.Query.FieldValidation() });
            Warn(context, decoded.Warnings);
            return decoded.Resource;
        }
        catch (DecodeException fault)
        {
            throw DecodeRefusal.Of(fault, kind.Group, kind.Version, kind.Kind, context.Request.RouteValues["name"] as string ?? "");
        }
    }

    private static ImmutableArray<string> WarningsOf<T>(ResourceModel<T> model, T resource)
        where T : class, IResource<T> => model.Decode(
            ResourceJson.SerializeToUtf8(resource), BodyFormat.Json, new DecodeOptions { FieldValidation = FieldValidation.Ignore }).Warnings;

    /// <summary>Sends sentences in the header that clients print.</summary>
    public static void Warn(HttpContext context, IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            context.Response.Headers.Append("Warning", $"299 - \"{WarningText.Quote(sentence)}\"");
        }
    }
}
