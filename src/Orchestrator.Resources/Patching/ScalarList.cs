using System.Text.Json.Nodes;

namespace Orchestrator.Resources.Patching;

/// <summary>Lists of scalars that merge as sets.</summary>
internal static class ScalarList
{
    /// <summary>The items of both, each once.</summary>
    public static JsonArray Merge(JsonArray current, JsonArray changes, ElementOrder? order, string path)
    {
        var added = KeysOf(changes, path);
        order?.RequireCovers(added);
        var known = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<ListEntry>();
        for (var index = 0; index < current.Count; index++)
        {
            var key = ItemKey.TryOf(current[index]);
            if (key is not null && known.Add(key))
            {
                entries.Add(new ListEntry(current[index]!.DeepClone(), key, index));
            }
        }

        for (var index = 0; index < changes.Count; index++)
        {
            if (known.Add(added[index]))
            {
                entries.Add(new ListEntry(changes[index]!.DeepClone(), added[index], -1));
            }
        }

        return (order ?? new ElementOrder(added)).Arrange(entries);
    }

    /// <summary>The list without the items of these keys.</summary>
    public static JsonArray Without(JsonArray current, HashSet<string> gone, string path)
    {
        var kept = new JsonArray();
        foreach (var item in current)
        {
            var key = ItemKey.TryOf(item)
                ?? throw new PatchException(PatchFault.Inapplicable, path, "names a list whose items are not scalars; give its items a $patch of delete instead");
            if (!gone.Contains(key))
            {
                kept.Add(item!.DeepClone());
            }
        }

        return kept;
    }

    /// <summary>The keys of a patch's items.</summary>
    /// <exception cref="PatchException">One of them is no scalar.</exception>
    public static List<string> KeysOf(JsonArray items, string path) => [.. items.Select((item, index) => ItemKey.TryOf(item)
        ?? throw new PatchException(PatchFault.Malformed, PatchPath.Item(path, index), $"must be a scalar; got {PatchPath.Describe(item)}"))];
}
