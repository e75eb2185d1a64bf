using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>Steps from a value to one in it, as text that is the same exactly where the steps are.</summary>
internal static class PathStep
{
    private const string FieldPrefix = "f:";
    private const string KeysPrefix = "k:";
    private const string ValuePrefix = "v:";
    private const string IndexPrefix = "i:";
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>To the field, or the entry of a map, of this name.</summary>
    public static string Field(string name) => FieldPrefix + name;

    /// <summary>The name in a step to a field; null for other steps.</summary>
    public static string? NameIn(string step) => step.StartsWith(FieldPrefix, StringComparison.Ordinal) ? step[FieldPrefix.Length..] : null;

    /// <summary>To the item that is this scalar.</summary>
    public static string Value(JsonNode? scalar) => ValuePrefix + (scalar?.ToJsonString(Compact) ?? "null");

    /// <summary>To the item with the keys that this one has; null where it has none of them. A key that is left out counts as its default.</summary>
    public static string? Keys(JsonNode? item, FieldSchema list)
    {
        var keys = new JsonObject();
        foreach (var name in list.Keys.Order(StringComparer.Ordinal))
        {
            if ((item as JsonObject)?[name] is { } said)
            {
                keys.Add(name, said.DeepClone());
            }
            else if (list.Object?.Find(name)?.Default is { } usual)
            {
                keys.Add(name, JsonNode.Parse(usual.GetRawText()));
            }
        }

        return keys.Count == 0 ? null : KeysPrefix + keys.ToJsonString(Compact);
    }

    /// <summary>A step as a client wrote it, in this class's own form; null where it is none.</summary>
    public static string? Normalize(string step)
    {
        if (step.StartsWith(FieldPrefix, StringComparison.Ordinal) || step.StartsWith(IndexPrefix, StringComparison.Ordinal))
        {
            return step;
        }

        try
        {
            return step.StartsWith(ValuePrefix, StringComparison.Ordinal) ? Value(JsonNode.Parse(step[ValuePrefix.Length..]))
                : step.StartsWith(KeysPrefix, StringComparison.Ordinal) && JsonNode.Parse(step[KeysPrefix.Length..]) is JsonObject keys ? KeysPrefix + Sorted(keys).ToJsonString(Compact)
                : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException or InvalidOperationException)
        {
            // No JSON, a name that is there twice, or text that is not Unicode.
            return null;
        }
    }

    /// <summary>Steps as people read them: <c>.spec.containers[name="web"].image</c>.</summary>
    public static string Describe(IEnumerable<string> path) => string.Concat(path.Select(Describe));

    private static string Describe(string step) => NameIn(step) is { } name ? $".{name}"
        : step.StartsWith(KeysPrefix, StringComparison.Ordinal) && JsonNode.Parse(step[KeysPrefix.Length..]) is JsonObject keys
            ? $"[{string.Join(',', keys.Select(key => $"{key.Key}={key.Value?.ToJsonString(Compact)}"))}]"
        : step.StartsWith(ValuePrefix, StringComparison.Ordinal) ? $"[={step[ValuePrefix.Length..]}]"
        : $"[{step[IndexPrefix.Length..]}]";

    private static JsonObject Sorted(JsonObject keys) =>
        [.. keys.OrderBy(key => key.Key, StringComparer.Ordinal).Select(key => KeyValuePair.Create(key.Key, key.Value?.DeepClone()))];
}
