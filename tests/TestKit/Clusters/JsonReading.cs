using System.Globalization;
using System.Text.Json.Nodes;

namespace Orchestrator.TestKit.Clusters;

/// <summary>Reads documents by path, such as <c>status.containerStatuses.0.state.waiting</c>. Absent is null, never an exception.</summary>
public static class JsonReading
{
    public static JsonNode? At(this JsonNode? node, string path)
    {
        foreach (var part in path.Split('.'))
        {
            node = node switch
            {
                JsonObject members => members[part],
                JsonArray items when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count => items[index],
                _ => null,
            };
        }

        return node;
    }

    public static string? Text(this JsonNode? node, string path) => node.At(path) is JsonValue value ? value.ToString() : null;

    public static int Number(this JsonNode? node, string path) => node.At(path) is JsonValue value ? value.GetValue<int>() : 0;

    public static string Name(this JsonNode node) => node.Text("metadata.name")!;

    public static string Uid(this JsonNode node) => node.Text("metadata.uid")!;

    /// <summary>Whether the condition of this type is true.</summary>
    public static bool Is(this JsonNode? node, string condition) => node.Condition(condition).Text("status") == "True";

    public static JsonNode? Condition(this JsonNode? node, string type) =>
        (node.At("status.conditions") as JsonArray)?.FirstOrDefault(one => one.Text("type") == type);
}
