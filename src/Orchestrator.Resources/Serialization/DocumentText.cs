using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Orchestrator.Resources.Serialization;

/// <summary>Text in documents: whole Unicode without the null character, which PostgreSQL can't store.</summary>
internal static class DocumentText
{
    public const string Rule = "Invalid value: must be Unicode text without the null character";

    public static bool TryRead(JsonElement value, [NotNullWhen(true)] out string? text) => TryRead(() => value.ValueKind == JsonValueKind.String ? value.GetString() : null, out text);

    public static bool TryReadName(JsonProperty property, [NotNullWhen(true)] out string? name) => TryRead(() => property.Name, out name);

    /// <summary>Whether two scalars are the same.</summary>
    public static bool IsSame(JsonElement left, JsonElement right) =>
        left.ValueKind == right.ValueKind
        && (left.ValueKind == JsonValueKind.String
            ? TryRead(left, out var first) && TryRead(right, out var second) && first == second
            : JsonElement.DeepEquals(left, right));

    private static bool TryRead(Func<string?> read, [NotNullWhen(true)] out string? text)
    {
        try
        {
            text = read();
            return text is not null && !text.Contains('\0', StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            // The framework looks at the encoding only now: bytes that are not UTF-8, or half of a surrogate pair.
            text = null;
            return false;
        }
    }
}
