using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Patching;

/// <summary>Lists of objects, each identified by one of its fields: the merge key.</summary>
internal static class KeyedList
{
    /// <summary>The items of both; those of one key merged, and those that the patch deletes left out.</summary>
    public static JsonArray Merge(JsonArray current, JsonArray changes, string mergeKey, ObjectSchema? schema, ElementOrder? order, string path)
    {
        var actions = changes.Select((item, index) => ActionOf(item, PatchPath.Item(path, index))).ToList();
        var gone = Keys(changes, actions, mergeKey, path, action => action == PatchAction.Delete).ToHashSet(StringComparer.Ordinal);
        var changed = Keys(changes, actions, mergeKey, path, action => action == PatchAction.Merge);
        order?.RequireCovers(changed);
        var entries = actions.Contains(PatchAction.Replace) ? [] : Kept(current, mergeKey, gone);
        var places = Places(entries);
        for (var index = 0; index < changes.Count; index++)
        {
            if (actions[index] == PatchAction.Merge)
            {
                MergeItem(entries, places, (JsonObject)changes[index]!, mergeKey, schema, PatchPath.Item(path, index));
            }
        }

        return (order ?? new ElementOrder(changed)).Arrange(entries);
    }

    /// <summary>The keys of a patch's items.</summary>
    /// <exception cref="PatchException">One of them has no merge key.</exception>
    public static List<string> KeysOf(JsonArray items, string mergeKey, string path) =>
        [.. items.Select((item, index) => KeyOf(ObjectAt(item, PatchPath.Item(path, index)), mergeKey, PatchPath.Item(path, index)))];

    private static List<string> Keys(JsonArray changes, List<PatchAction> actions, string mergeKey, string path, Func<PatchAction, bool> isMeant) =>
        [.. actions.Index().Where(pair => isMeant(pair.Item)).Select(pair => KeyOf((JsonObject)changes[pair.Index]!, mergeKey, PatchPath.Item(path, pair.Index)))];

    /// <summary>What is to be done with an item, of which "replace" stands alone: it is about all that the list has.</summary>
    private static PatchAction ActionOf(JsonNode? item, string path)
    {
        var change = ObjectAt(item, path);
        var action = PatchDirectives.Read(change, path).Action;
        return action != PatchAction.Replace || change.Count == 1 ? action : throw new PatchException(
            PatchFault.Malformed, path, "replaces the whole list by \"$patch\": \"replace\", so it must have no other field; make what it has an item of its own");
    }

    private static List<ListEntry> Kept(JsonArray current, string mergeKey, HashSet<string> gone)
    {
        var kept = new List<ListEntry>();
        for (var index = 0; index < current.Count; index++)
        {
            var key = ItemKey.TryOf((current[index] as JsonObject)?[mergeKey]);
            if (current[index] is { } item && (key is null || !gone.Contains(key)))
            {
                kept.Add(new ListEntry(item.DeepClone(), key, index));
            }
        }

        return kept;
    }

    /// <summary>Of items that share a key the first is meant, as in Kubernetes.</summary>
    private static Dictionary<string, int> Places(List<ListEntry> entries)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, entry) in entries.Index())
        {
            if (entry.Key is { } key)
            {
                places.TryAdd(key, index);
            }
        }

        return places;
    }

    private static void MergeItem(
        List<ListEntry> entries, Dictionary<string, int> places, JsonObject change, string mergeKey, ObjectSchema? schema, string path)
    {
        var key = KeyOf(change, mergeKey, path);
        if (places.TryGetValue(key, out var place))
        {
            entries[place] = entries[place] with { Value = StrategicMergePatch.Merge((JsonObject)entries[place].Value, change, schema, path) };
        }
        else
        {
            places.Add(key, entries.Count);
            entries.Add(new ListEntry(StrategicMergePatch.Merge([], change, schema, path), key, -1));
        }
    }

    private static JsonObject ObjectAt(JsonNode? item, string path) =>
        item as JsonObject ?? throw new PatchException(PatchFault.Malformed, path, $"must be an object; got {PatchPath.Describe(item)}");

    private static string KeyOf(JsonObject item, string mergeKey, string path) => ItemKey.TryOf(item[mergeKey])
        ?? throw new PatchException(PatchFault.Malformed, PatchPath.Member(path, mergeKey), "must be there and a scalar, because it says which item of the list is meant");
}
