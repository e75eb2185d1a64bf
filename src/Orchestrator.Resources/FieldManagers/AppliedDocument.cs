using System.Text.Json.Nodes;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>What somebody applies: just what they wrote, each value in the form in which the server stores it.</summary>
internal static class AppliedDocument
{
    /// <summary>
    /// The members that <paramref name="written"/> has, with the values of <paramref name="stored"/>: so that <c>1000m</c> is no change of <c>1</c>. What the stored
    /// form leaves out, because it says no more than its absence, stays as it was written.
    /// </summary>
    public static JsonNode? Of(JsonNode? written, JsonNode? stored) => (written, stored) switch
    {
        (JsonObject map, JsonObject known) => new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, Of(member.Value, known[member.Key])))),
        (JsonArray list, JsonArray known) when list.Count == known.Count => new JsonArray([.. list.Select((item, index) => Of(item, known[index]))]),
        (JsonValue, JsonValue) => stored.DeepClone(),
        _ => written?.DeepClone(),
    };
}
