using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Orchestrator.Contracts.Reading;
using Orchestrator.Resources.Selectors;

namespace Orchestrator.Storage.Selectors;

/// <summary>Decides in memory what <see cref="SelectorSql"/> decides in the database; a watch must select what a list does.</summary>
internal static class SelectorMatcher
{
    public static bool Matches(ResourceQuery query, JsonElement document)
    {
        foreach (var label in query.Labels)
        {
            if (!Matches(label, document))
            {
                return false;
            }
        }

        foreach (var field in query.Fields)
        {
            if ((ReadText(document, field.Path) ?? "") == field.Value == field.Negated)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Matches(LabelRequirement label, JsonElement document)
    {
        var isThere = TryFindLabel(document, label.Key, out var found);
        var value = isThere ? AsText(found) : null;
        return label.Operator switch
        {
            LabelOperator.Exists => isThere,
            LabelOperator.DoesNotExist => !isThere,

            // One value is compared as JSON, as the index does it, several as text; they differ only where a label is not a string.
            LabelOperator.In when label.Values.Length == 1 => isThere && found.ValueKind == JsonValueKind.String && value == label.Values[0],
            LabelOperator.In => value is not null && label.Values.Contains(value, StringComparer.Ordinal),
            LabelOperator.NotIn => value is null || !label.Values.Contains(value, StringComparer.Ordinal),
            LabelOperator.GreaterThan => Number(value) is { } number && number > Number(label.Values[0]),
            LabelOperator.LessThan => Number(value) is { } number && number < Number(label.Values[0]),
            _ => throw new ArgumentOutOfRangeException(nameof(label), label.Operator, "unknown label operator"),
        };
    }

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool TryFindLabel(JsonElement document, string key, out JsonElement value)
    {
        value = default;
        return TryStep(document, "metadata", out var metadata) && TryStep(metadata, "labels", out var labels)
            && labels.ValueKind == JsonValueKind.Object && labels.TryGetProperty(key, out value);
    }

    private static string? ReadText(JsonElement document, ImmutableArray<string> path)
    {
        var at = document;
        foreach (var step in path)
        {
            if (!TryStep(at, step, out at))
            {
                return null;
            }
        }

        return AsText(at);
    }

    private static bool TryStep(JsonElement from, string step, out JsonElement to)
    {
        to = default;
        if (from.ValueKind == JsonValueKind.Object)
        {
            return from.TryGetProperty(step, out to);
        }

        if (from.ValueKind != JsonValueKind.Array || !int.TryParse(step, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return false;
        }

        index = index < 0 ? from.GetArrayLength() + index : index;
        if (index < 0 || index >= from.GetArrayLength())
        {
            return false;
        }

        to = from[index];
        return true;
    }

    // The documents come from PostgreSQL as it writes them, so the raw text of a value that is not a string is what it would compare itself.
    private static string? AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Null => null,
        _ => value.GetRawText(),
    };
}
