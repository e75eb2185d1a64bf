using System.Text.Json;

namespace Orchestrator.Resources.Serialization;

/// <summary>Tells values that say nothing.</summary>
internal static class JsonEmptiness
{
    /// <summary>Whether a value is null, false, empty text, or a list or object of nothing but such.</summary>
    public static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False or JsonValueKind.Undefined => true,
        JsonValueKind.String => IsEmptyText(value),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.EnumerateObject().All(member => IsEmpty(member.Value)),
        _ => false,
    };

    /// <summary>Whether a value is empty text.</summary>
    public static bool IsEmptyText(JsonElement value) => DocumentText.TryRead(value, out var text) && text.Length == 0;
}
