using System.Collections.Immutable;

namespace Orchestrator.Resources.Meta;

/// <summary>Maps of text to text, such as labels, ordered by key as bytes are.</summary>
public static class StringMap
{
    /// <summary>The map without entries.</summary>
    public static ImmutableSortedDictionary<string, string> Empty { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The map of these entries; a later one replaces an earlier one of the same key.</summary>
    public static ImmutableSortedDictionary<string, string> Of(params ReadOnlySpan<(string Key, string Value)> entries)
    {
        var builder = Empty.ToBuilder();
        foreach (var (key, value) in entries)
        {
            builder[key] = value;
        }

        return builder.ToImmutable();
    }
}
