using System.Text.Json.Nodes;

namespace Orchestrator.Host.Client.Applying;

/// <summary>
/// The JSON merge patch (RFC 7386) that brings an object to what was written, and leaves alone what others have set: what was written and differs is set, what was
/// written the last time and no longer is gets removed. A list that differs is replaced whole; members that the server has added to objects in a list, say
/// defaults, do not make it differ.
/// </summary>
public static class MergePatchThreeWay
{
    /// <summary>Computes the patch; it is empty where nothing differs.</summary>
    /// <param name="original">What was written the last time; null where that is not known.</param>
    /// <param name="modified">What is written now. A member that is null says nothing.</param>
    /// <param name="current">The object as the server has it.</param>
    public static JsonObject Compute(JsonObject? original, JsonObject modified, JsonObject current)
    {
        ArgumentNullException.ThrowIfNull(modified);
        ArgumentNullException.ThrowIfNull(current);
        var patch = new JsonObject();
        foreach (var (name, value) in modified)
        {
            if (value is JsonObject wanted && current[name] is JsonObject has)
            {
                var inner = Compute(original?[name] as JsonObject, wanted, has);
                if (inner.Count > 0)
                {
                    patch[name] = inner;
                }
            }
            else if (value is not null && !Covers(original?[name], value, current[name]))
            {
                patch[name] = WithoutNulls(value);
            }
        }

        foreach (var (name, _) in original ?? [])
        {
            if (modified[name] is null && current[name] is not null)
            {
                patch[name] = null;
            }
        }

        return patch;
    }

    /// <summary>Whether what the server has is what is wanted, give or take what the server has added.</summary>
    private static bool Covers(JsonNode? original, JsonNode? wanted, JsonNode? has) => (wanted, has) switch
    {
        (JsonObject wantedMap, JsonObject hasMap) => Compute(original as JsonObject, wantedMap, hasMap).Count == 0,
        (JsonArray wantedList, JsonArray hasList) => wantedList.Count == hasList.Count
            && Enumerable.Range(0, wantedList.Count).All(index => Covers(ItemOf(original, index), wantedList[index], hasList[index])),
        _ => JsonNode.DeepEquals(wanted, has),
    };

    private static JsonNode? ItemOf(JsonNode? list, int index) => list is JsonArray items && index < items.Count ? items[index] : null;

    /// <summary>In a merge patch a null would remove.</summary>
    private static JsonNode WithoutNulls(JsonNode value)
    {
        if (value is not JsonObject map)
        {
            return value.DeepClone();
        }

        var kept = new JsonObject();
        foreach (var (name, item) in map)
        {
            if (item is not null)
            {
                kept[name] = WithoutNulls(item);
            }
        }

        return kept;
    }
}
