namespace Orchestrator.Resources.Selectors;

/// <summary>What the texts of label and field selectors have in common.</summary>
internal static class SelectorText
{
    /// <summary>The parts between commas that are not in parentheses.</summary>
    public static IEnumerable<string> SplitTop(string selector)
    {
        var start = 0;
        var depth = 0;
        for (var at = 0; at < selector.Length; at++)
        {
            depth += selector[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (selector[at] == ',' && depth == 0)
            {
                yield return selector[start..at];
                start = at + 1;
            }
        }

        yield return selector[start..];
    }

    /// <summary>Key, whether it must differ, and value of a part with <c>=</c>, <c>==</c> or <c>!=</c>; null for another part.</summary>
    public static (string Key, bool Negated, string Value)? SplitComparison(string part)
    {
        var at = part.IndexOf('=', StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var negated = at > 0 && part[at - 1] == '!';
        var doubled = at + 1 < part.Length && part[at + 1] == '=' && !negated;
        return (part[..(negated ? at - 1 : at)].Trim(), negated, part[(doubled ? at + 2 : at + 1)..].Trim());
    }
}
