using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Orchestrator.Resources.CustomResources;

/// <summary>A path to values in an object, as columns and subresources name them: <c>.spec.ports[0].name</c>, <c>.status.conditions[?(@.type=="Ready")].status</c>.</summary>
public sealed class SchemaPath
{
    private readonly ImmutableArray<Step> _steps;

    private SchemaPath(ImmutableArray<Step> steps) => _steps = steps;

    /// <summary>The names from the document down; null where the path has other steps, too.</summary>
    public ImmutableArray<string>? Names => _steps.All(step => step.Name is not null) ? [.. _steps.Select(step => step.Name!)] : null;

    /// <summary>Reads a path; null where it is none that is known here.</summary>
    public static SchemaPath? TryRead(string text)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var length = rest[0] switch { '.' => ReadName(rest, steps), '[' => ReadBracket(rest, steps), _ => 0 };
            if (length == 0)
            {
                return null;
            }

            rest = rest[length..];
        }

        return steps.Count == 0 ? null : new SchemaPath(steps.ToImmutable());
    }

    /// <summary>The first value there; null where there is none.</summary>
    public JsonNode? First(JsonNode? document) => All(document).FirstOrDefault();

    private IEnumerable<JsonNode> All(JsonNode? document) => _steps.Aggregate(
        document is null ? Enumerable.Empty<JsonNode>() : [document], (found, step) => found.SelectMany(step.From));

    private static int ReadName(ReadOnlySpan<char> text, ImmutableArray<Step>.Builder steps)
    {
        var name = new System.Text.StringBuilder();
        var index = 1;
        for (; index < text.Length && text[index] is not ('.' or '['); index++)
        {
            // A dot in a name has a backslash before it.
            if (text[index] == '\\' && index + 1 < text.Length)
            {
                index++;
            }
            else if (text[index] is '$' or '@' or '*' or ']' or '{' or '}')
            {
                return 0;
            }

            name.Append(text[index]);
        }

        if (name.Length > 0)
        {
            steps.Add(new Step { Name = name.ToString() });
        }

        return name.Length > 0 ? index : 0;
    }

    private static int ReadBracket(ReadOnlySpan<char> text, ImmutableArray<Step>.Builder steps)
    {
        var end = text.StartsWith("[?(", StringComparison.Ordinal) ? text.IndexOf(")]", StringComparison.Ordinal) + 1 : text.IndexOf(']');
        var step = end <= 1 ? null : Inside(text[1..end].ToString());
        if (step is null)
        {
            return 0;
        }

        steps.Add(step);
        return end + 1;
    }

    private static Step? Inside(string text)
    {
        if (text == "*")
        {
            return new Step { IsAny = true };
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return new Step { Index = index };
        }

        if (Unquoted(text) is { } name)
        {
            return new Step { Name = name };
        }

        // Of conditions there is what people use: one field and one text.
        const string Head = "?(@.";
        var comparison = text.StartsWith(Head, StringComparison.Ordinal) && text.EndsWith(')') ? text[Head.Length..^1].Split("==", 2) : [];
        return comparison is [var field, var value] && Unquoted(value.Trim()) is { } wanted && field.Trim() is { Length: > 0 } plain && !plain.Contains('.', StringComparison.Ordinal)
            ? new Step { Field = plain, Wanted = wanted }
            : null;
    }

    private static string? Unquoted(string text) =>
        text is ['\'', .. var single, '\''] ? single : text is ['"', .. var quoted, '"'] ? quoted : null;

    private sealed record Step
    {
        public string? Name { get; init; }

        public int? Index { get; init; }

        public bool IsAny { get; init; }

        public string? Field { get; init; }

        public string? Wanted { get; init; }

        public IEnumerable<JsonNode> From(JsonNode node)
        {
            IEnumerable<JsonNode?> found = (node, this) switch
            {
                (JsonObject map, { Name: { } name }) => [map[name]],
                (JsonArray list, { Index: { } index }) => [list.ElementAtOrDefault(index < 0 ? list.Count + index : index)],
                (JsonArray list, { IsAny: true }) => list,
                (JsonObject map, { IsAny: true }) => map.Select(member => member.Value),
                (JsonArray list, { Field: { } field }) => list.Where(item => item is JsonObject map && map[field] is JsonValue value && value.TryGetValue(out string? text) && text == Wanted),
                _ => [],
            };
            return found.OfType<JsonNode>();
        }
    }
}
