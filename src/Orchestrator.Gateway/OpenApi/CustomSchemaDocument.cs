using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Gateway.OpenApi;

/// <summary>The schema of a custom kind as clients read it.</summary>
internal static class CustomSchemaDocument
{
    /// <summary>What OpenAPI 2 documents have words for here; clients validate by the rest of the schema, and the server by all of it.</summary>
    private static readonly FrozenSet<string> OlderWords = FrozenSet.Create(StringComparer.Ordinal, "type", "format", "description", "default", "enum", "required");

    /// <summary>The schema, whole or in the words of OpenAPI 2.</summary>
    public static JsonNode Of(JsonElement schema, bool isForOlder)
    {
        var whole = JsonSerializer.SerializeToNode(schema)!;
        return isForOlder ? Reduced(whole.AsObject()) : whole;
    }

    private static JsonObject Reduced(JsonObject schema)
    {
        var older = new JsonObject();
        foreach (var (name, value) in schema)
        {
            JsonNode? kept = (name, value) switch
            {
                ("properties", JsonObject fields) => new JsonObject(fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Key, Reduced(field.Value!.AsObject())))),
                ("items" or "additionalProperties", JsonObject inner) => Reduced(inner),
                (_, not null) when OlderWords.Contains(name) || name.StartsWith("x-kubernetes-", StringComparison.Ordinal) => value.DeepClone(),
                _ => null,
            };
            if (kept is not null)
            {
                older[name] = kept;
            }
        }

        // A type leaves no room for null there.
        if (schema["nullable"] is JsonValue nullable && (bool)nullable)
        {
            older.Remove("type");
        }

        return older;
    }
}
