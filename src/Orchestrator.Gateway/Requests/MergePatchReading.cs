using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Orchestrator.Contracts;

namespace Orchestrator.Gateway.Requests;

/// <summary>Reads JSON merge patches.</summary>
internal static class MergePatchReading
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>The patch in the body; it must be an object, for it is to change one.</summary>
    public static async Task<JsonObject> ReadAsync(HttpContext context)
    {
        var bytes = await RequestBody.ReadMergePatchAsync(context);
        try
        {
            using var document = JsonDocument.Parse(bytes, Options);
            RequireText(document.RootElement);
            return JsonNode.Parse(bytes.Span) as JsonObject ?? throw ApiErrors.BadRequest("the patch must be a JSON object");
        }
        catch (JsonException fault)
        {
            throw ApiErrors.BadRequest($"the patch is not JSON (line {fault.LineNumber + 1}, column {fault.BytePositionInLine + 1})");
        }
        catch (InvalidOperationException)
        {
            throw ApiErrors.BadRequest("the patch has text with half of a character in it (an unpaired surrogate)");
        }
    }

    /// <summary>Text is only read when somebody asks for it, so that broken text would come to light much later.</summary>
    private static void RequireText(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                _ = value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    RequireText(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    _ = property.Name;
                    RequireText(property.Value);
                }

                break;
            default:
                break;
        }
    }
}
