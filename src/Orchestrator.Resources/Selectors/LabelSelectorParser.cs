using System.Collections.Immutable;
using System.Globalization;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Validation;

namespace Orchestrator.Resources.Selectors;

/// <summary>Reads label selectors as they stand in queries: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1,m&lt;2</c>.</summary>
public static class LabelSelectorParser
{
    /// <summary>The requirements, all of which must hold; none for empty text.</summary>
    /// <exception cref="SelectorException">It is not a selector.</exception>
    public static ImmutableArray<LabelRequirement> Parse(string? selector) =>
        string.IsNullOrWhiteSpace(selector) ? [] : [.. SelectorText.SplitTop(selector).Select(part => Requirement(part.Trim()))];

    private static LabelRequirement Requirement(string part)
    {
        if (part.StartsWith('!'))
        {
            return Make(part[1..].Trim(), LabelOperator.DoesNotExist, []);
        }

        if (SelectorText.SplitComparison(part) is var (key, negated, value))
        {
            return Make(key, negated ? LabelOperator.NotIn : LabelOperator.In, [value]);
        }

        return SetRequirement(part) ?? NumberRequirement(part) ?? Make(part, LabelOperator.Exists, []);
    }

    private static LabelRequirement? SetRequirement(string part)
    {
        var open = part.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return null;
        }

        var words = part[..open].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (!part.EndsWith(')') || words.Length != 2 || words[1] is not ("in" or "notin"))
        {
            throw new SelectorException($"\"{part}\" is not a requirement such as a in (b,c) or a notin (b,c)");
        }

        ImmutableArray<string> values = [.. part[(open + 1)..^1].Split(',').Select(value => value.Trim())];
        return Make(words[0], words[1] == "in" ? LabelOperator.In : LabelOperator.NotIn, values);
    }

    private static LabelRequirement? NumberRequirement(string part)
    {
        var at = part.AsSpan().IndexOfAny('<', '>');
        if (at < 0)
        {
            return null;
        }

        var value = part[(at + 1)..].Trim();
        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? Make(part[..at].Trim(), part[at] == '>' ? LabelOperator.GreaterThan : LabelOperator.LessThan, [value])
            : throw new SelectorException($"\"{part}\": for '>' and '<' the value must be a whole number of 64 bits");
    }

    private static LabelRequirement Make(string key, LabelOperator comparison, ImmutableArray<string> values)
    {
        var fault = TextRules.Faults(TextFormat.QualifiedName, key).Select(rule => $"\"{key}\": {rule}")
            .Concat(values.SelectMany(value => TextRules.LabelValueFaults(value).Select(rule => $"\"{value}\": {rule}")))
            .FirstOrDefault();
        return fault is null ? new LabelRequirement(key, comparison, values) : throw new SelectorException($"the label selector is not valid: {fault}");
    }
}
