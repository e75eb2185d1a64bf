using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.CustomResources;

/// <summary>Reads and writes custom objects as the documents that they are.</summary>
internal sealed class CustomObjectConverter : JsonConverter<CustomObject>
{
    /// <summary>The members that are no part of the content.</summary>
    public static readonly string[] Envelope = ["apiVersion", "kind", "metadata"];

    public override CustomObject Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var document = JsonSerializer.Deserialize<JsonObject>(ref reader, options) ?? throw new JsonException("the document is null");
        var found = new CustomObject
        {
            ApiVersion = Text(document["apiVersion"]),
            Kind = Text(document["kind"]),
            Metadata = document["metadata"]?.Deserialize<ObjectMeta>(options) ?? new ObjectMeta(),
        };
        foreach (var name in Envelope)
        {
            document.Remove(name);
        }

        return found with { Content = document };
    }

    public override void Write(Utf8JsonWriter writer, CustomObject value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("apiVersion", value.ApiVersion);
        writer.WriteString("kind", value.Kind);
        writer.WritePropertyName("metadata");
        JsonSerializer.Serialize(writer, value.Metadata, options);
        foreach (var (name, member) in value.Content)
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, member, options);
        }

        writer.WriteEndObject();
    }

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : "";
}
