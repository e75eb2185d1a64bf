using System.Globalization;
using System.Text.Json;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Serialization;

/// <summary>Which JSON values each type of field takes.</summary>
internal static class ScalarRules
{
    public static bool Accepts(FieldType type, JsonElement value) => type switch
    {
        FieldType.String => value.ValueKind == JsonValueKind.String,
        FieldType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        FieldType.Int32 => WholeNumber(value) is >= int.MinValue and <= int.MaxValue,
        FieldType.Int64 => WholeNumber(value) is not null,
        FieldType.Quantity => value.ValueKind is JsonValueKind.String or JsonValueKind.Number && Quantity.TryParse(Text(value), out _),
        FieldType.IntOrString => value.ValueKind == JsonValueKind.String || WholeNumber(value) is >= int.MinValue and <= int.MaxValue,
        FieldType.Time or FieldType.MicroTime => value.ValueKind == JsonValueKind.String && Rfc3339.TryParse(Text(value), out _),
        _ => true,
    };

    /// <summary>What a type takes, in words.</summary>
    public static string Words(FieldType type) => type switch
    {
        FieldType.String => "text",
        FieldType.Boolean => "true or false",
        FieldType.Int32 => "a whole number of 32 bits",
        FieldType.Int64 => "a whole number of 64 bits",
        FieldType.Quantity => "a quantity such as 500m, 1.5 or 64Mi",
        FieldType.IntOrString => "a whole number of 32 bits, or text such as 25%",
        FieldType.Time => "a time such as 2026-01-31T12:00:00Z",
        FieldType.MicroTime => "a time such as 2026-01-31T12:00:00.000000Z",
        FieldType.List => "a list",
        _ => "an object",
    };

    /// <summary>The JSON text of a scalar that is no text. Whole numbers may come as <c>3.0</c> or <c>1e2</c> and are written plainly.</summary>
    public static string Normalize(FieldType type, JsonElement value) =>
        type is FieldType.Int32 or FieldType.Int64 or FieldType.IntOrString && WholeNumber(value) is { } number
            ? number.ToString(CultureInfo.InvariantCulture)
            : value.GetRawText();

    private static long? WholeNumber(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return null;
        }

        if (value.TryGetInt64(out var number))
        {
            return number;
        }

        return value.TryGetDecimal(out var exact) && decimal.IsInteger(exact) && exact is >= long.MinValue and <= long.MaxValue ? (long)exact : null;
    }

    private static string? Text(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetRawText() : DocumentText.TryRead(value, out var text) ? text : null;
}
