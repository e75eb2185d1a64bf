using System.Globalization;
using System.Text.Json.Nodes;

namespace Orchestrator.Resources.Patching;

/// <summary>One operation of a JSON patch.</summary>
internal sealed record JsonPatchOperation
{
    /// <summary>Its name and place, for errors.</summary>
    public required string Label { get; init; }

    /// <summary>What it does: one of the six.</summary>
    public required string Name { get; init; }

    /// <summary>Where it does it.</summary>
    public required JsonPointer Path { get; init; }

    /// <summary>Where it takes the value from; the root where it takes none.</summary>
    public required JsonPointer From { get; init; }

    /// <summary>The value that it brings.</summary>
    public JsonNode? Value { get; init; }

    /// <summary>Reads an operation; members that it does not need are ignored, as the standard says.</summary>
    /// <exception cref="PatchException">It is none.</exception>
    public static JsonPatchOperation Read(JsonNode? node, int index)
    {
        var label = string.Create(CultureInfo.InvariantCulture, $"operation {index}");
        var members = node as JsonObject ?? throw Malformed(label, $"must be an object; got {PatchPath.Describe(node)}");
        var path = Text(members, "path", label);
        var name = Text(members, "op", label);
        label = $"{label} ({PatchPath.Shorten(name)} {PatchPath.Shorten(path)})";
        if (name is not ("add" or "remove" or "replace" or "move" or "copy" or "test"))
        {
            throw Malformed(label, "op must be add, remove, replace, move, copy or test");
        }

        if (name is "add" or "replace" or "test" && !members.ContainsKey("value"))
        {
            throw Malformed(label, "value must be there");
        }

        var from = name is "move" or "copy" ? Text(members, "from", label) : "";
        return new JsonPatchOperation
        {
            Label = label,
            Name = name,
            Path = Pointer(path, "path", label),
            From = Pointer(from, "from", label),
            Value = members["value"],
        };
    }

    private static string Text(JsonObject members, string name, string label) => members[name] is JsonValue value && value.TryGetValue(out string? text)
        ? text
        : throw Malformed(label, $"{name} must be text; got {(members.ContainsKey(name) ? PatchPath.Describe(members[name]) : "none")}");

    private static JsonPointer Pointer(string text, string member, string label)
    {
        try
        {
            return JsonPointer.Parse(text);
        }
        catch (FormatException fault)
        {
            throw Malformed(label, $"{member} is no pointer: {fault.Message}");
        }
    }

    private static PatchException Malformed(string label, string problem) => new(PatchFault.Malformed, label, problem);
}
