using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Resources.Patching;

/// <summary>Scalars as text that is the same exactly where they are, so that items are found by hashing and not by comparing each with each.</summary>
internal static class ItemKey
{
    /// <summary>The text; null where the value is null, an object or a list, none of which identifies an item.</summary>
    public static string? TryOf(JsonNode? value) => value is not JsonValue scalar ? null : scalar.GetValueKind() switch
    {
        JsonValueKind.String => "\"" + (scalar.TryGetValue(out string? text) ? text : scalar.ToString()),
        JsonValueKind.Number => Number(scalar.ToJsonString()),
        var kind => kind.ToString(),
    };

    /// <summary>80, 80.0 and 8e1 are one port.</summary>
    private static string Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("0.#############################", CultureInfo.InvariantCulture)
            : text;
}
