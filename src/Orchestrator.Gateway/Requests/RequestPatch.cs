using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;
using Orchestrator.Gateway.Errors;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Meta;
using Orchestrator.Resources.Patching;
using Orchestrator.Resources.Serialization;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Gateway.Requests;

/// <summary>The patch in a request.</summary>
/// <param name="Type">How it says what to change.</param>
/// <param name="Body">What to change: a list of operations for a JSON patch, else an object.</param>
internal sealed record RequestPatch(PatchType Type, JsonNode Body)
{
    /// <summary>Whether a document to apply takes over what others manage.</summary>
    public bool Force { get; private init; }

    /// <summary>Reads the patch to an object of this kind.</summary>
    public static async Task<RequestPatch> ReadAsync<T>(HttpContext context, ResourceModel<T> model)
        where T : class, IResource<T>
    {
        var (type, bytes) = await RequestBody.ReadPatchAsync(context, model.Kind);
        var force = context.Request.Query.OptionalFlag("force");
        if (type == PatchType.Apply)
        {
            // JSON is YAML, but read as JSON it is read as exactly as all other JSON.
            var format = bytes.Span.TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? BodyFormat.Json : BodyFormat.Yaml;
            return new RequestPatch(type, DocumentReading.DecodePart(context, model, bytes, format)) { Force = force ?? false };
        }

        return force is null ? Of(type, bytes) : throw Refusals.InvalidOption(
            "PatchOptions", "force", FieldErrorReason.Forbidden, "Forbidden: may not be specified for non-apply patch");
    }

    /// <summary>Whether the patch can ask for the object's version, which only reading it from the storage tells.</summary>
    public bool CanTest => Type == PatchType.Json;

    /// <summary>Which state of which object the patch is meant for, where it says so.</summary>
    public ObjectMeta Identity()
    {
        if (Body is JsonObject changes)
        {
            return IdentityIn(changes["metadata"]);
        }

        var said = new ObjectMeta();
        foreach (var operation in ((JsonArray)Body).OfType<JsonObject>().Where(operation => Text(operation["op"]) is "add" or "replace"))
        {
            said = (Text(operation["path"]), Text(operation["value"])) switch
            {
                ("/metadata", _) => IdentityIn(operation["value"]),
                ("/metadata/uid", { } uid) => said with { Uid = uid },
                ("/metadata/resourceVersion", { } version) => said with { ResourceVersion = version },
                _ => said,
            };
        }

        return said;
    }

    /// <summary>The document with the patch applied, which is not one for server-side apply.</summary>
    public JsonNode Apply(JsonNode document, ObjectSchema schema) => Type switch
    {
        PatchType.StrategicMerge => StrategicMergePatch.Apply(document, Body, schema),
        PatchType.Json => JsonPatch.Apply(document, Body),
        PatchType.JsonMerge => JsonMergePatch.Apply(document, Body),
        _ => throw new InvalidOperationException("a document to apply is merged by who manages what"),
    } ?? throw ApiErrors.BadRequest("the patch leaves nothing of the object; delete it instead");

    private static RequestPatch Of(PatchType type, ReadOnlyMemory<byte> bytes)
    {
        JsonNode? body = PatchText.Read(bytes);
        return (type, body) switch
        {
            (PatchType.Json, JsonArray list) => new RequestPatch(type, list),
            (PatchType.Json, _) => throw ApiErrors.BadRequest("the patch must be a JSON list of operations"),
            (_, JsonObject changes) => new RequestPatch(type, changes),
            _ => throw ApiErrors.BadRequest("the patch must be a JSON object"),
        };
    }

    private static ObjectMeta IdentityIn(JsonNode? meta) => meta is JsonObject said
        ? new ObjectMeta { Uid = Text(said["uid"]) ?? "", ResourceVersion = Text(said["resourceVersion"]) }
        : new ObjectMeta();

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;
}
