using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Selectors;

/// <summary>Reads field selectors as they stand in queries: <c>status.phase=Running,spec.nodeName!=worker-a</c>.</summary>
public static class FieldSelectorParser
{
    /// <summary>The requirements, all of which must hold; none for empty text.</summary>
    /// <param name="selector">The text.</param>
    /// <param name="kind">The kind whose fields are meant.</param>
    /// <exception cref="SelectorException">It is not a selector, or names a field that can't be selected by.</exception>
    public static ImmutableArray<FieldRequirement> Parse(string? selector, KindDescription kind) =>
        string.IsNullOrWhiteSpace(selector) ? [] : [.. SelectorText.SplitTop(selector).Select(part => Requirement(part.Trim(), kind))];

    private static FieldRequirement Requirement(string part, KindDescription kind)
    {
        var (field, negated, value) = SelectorText.SplitComparison(part)
            ?? throw new SelectorException($"\"{part}\" is not a requirement such as status.phase=Running");
        if (!kind.SelectableFields.Contains(field))
        {
            throw new SelectorException(
                $"field label not supported: {field}; of {kind.Plural} these can be selected by: {string.Join(", ", kind.SelectableFields)}");
        }

        // An event's source is an object of which Kubernetes compares the component.
        var path = kind.Kind == "Event" && field == "source" ? "source.component" : field;
        return new FieldRequirement([.. path.Split('.')], value, negated);
    }
}
