using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>Values that travel with calls, from caller to callee and on; never back.</summary>
public static class RequestContext
{
    private static readonly AsyncLocal<ImmutableDictionary<string, object>?> Local = new();

    /// <summary>The names of the values that are set.</summary>
    public static IEnumerable<string> Keys => Values?.Keys ?? [];

    /// <summary>The values that are set.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => Values ?? [];

    internal static ImmutableDictionary<string, object>? Values
    {
        get => Local.Value;
        set
        {
            // Writing an async local copies the execution context, which most calls, having no values, need not pay.
            if (!ReferenceEquals(Local.Value, value))
            {
                Local.Value = value;
            }
        }
    }

    /// <summary>The value of that name, or null.</summary>
    public static object? Get(string key) => Values?.GetValueOrDefault(key);

    /// <summary>Sets a value for the calls that follow.</summary>
    public static void Set(string key, object value) =>
        Values = (Values ?? ImmutableDictionary.Create<string, object>(StringComparer.Ordinal)).SetItem(key, value);

    /// <summary>Removes a value; true if there was one.</summary>
    public static bool Remove(string key)
    {
        if (Values is not { } values || !values.ContainsKey(key))
        {
            return false;
        }

        values = values.Remove(key);
        Values = values.IsEmpty ? null : values;
        return true;
    }

    /// <summary>Removes all values.</summary>
    public static void Clear() => Values = null;
}
