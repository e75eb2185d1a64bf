using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;
using Orchestrator.Resources.Patching;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>Merges a document that somebody applies into the one that is there: what it names it sets, the rest stays.</summary>
internal static class AppliedMerge
{
    /// <summary>The merged document. Items that the applied one names come in its order.</summary>
    /// <exception cref="PatchException">An item of the applied document can't be told from others.</exception>
    public static JsonObject Of(JsonObject live, JsonObject applied, ObjectSchema schema) => (JsonObject)Merge(live, applied, Shape.Of(schema), "")!;

    private static JsonNode? Merge(JsonNode? live, JsonNode? applied, Shape shape, string path) => (shape.Kind, applied) switch
    {
        (_, null) => live?.DeepClone(),
        (ShapeKind.Object or ShapeKind.Map, JsonObject members) => MergeMembers(live as JsonObject ?? [], members, shape, path),
        (ShapeKind.Set or ShapeKind.Keyed, JsonArray items) => MergeItems(live as JsonArray ?? [], items, shape, path),
        _ => applied.DeepClone(),
    };

    private static JsonObject MergeMembers(JsonObject live, JsonObject applied, Shape shape, string path)
    {
        var merged = (JsonObject)live.DeepClone();
        foreach (var (name, value) in applied)
        {
            if (shape.Below(PathStep.Field(name)) is { } inner)
            {
                merged[name] = Merge(live[name], value, inner, PatchPath.Member(path, name));
            }
        }

        return merged;
    }

    private static JsonArray MergeItems(JsonArray live, JsonArray applied, Shape shape, string path)
    {
        var steps = Steps(applied, shape, path);
        var meant = steps.ToHashSet(StringComparer.Ordinal);
        var entries = new List<ListEntry>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < live.Count; index++)
        {
            // Of items that share a step only the first can be meant; the others go where the step is applied.
            var step = shape.StepTo(live[index]);
            var isNew = step is null || places.TryAdd(step, entries.Count);
            if (live[index] is { } item && (isNew || !meant.Contains(step!)))
            {
                entries.Add(new ListEntry(item.DeepClone(), step, index));
            }
        }

        for (var index = 0; index < applied.Count; index++)
        {
            MergeItem(entries, places, steps[index], applied[index]!, shape, PatchPath.Item(path, index));
        }

        return new ElementOrder(steps).Arrange(entries);
    }

    private static void MergeItem(List<ListEntry> entries, Dictionary<string, int> places, string step, JsonNode item, Shape shape, string path)
    {
        if (places.TryGetValue(step, out var place))
        {
            entries[place] = entries[place] with { Value = Merge(entries[place].Value, item, shape.Below(step)!, path)! };
        }
        else
        {
            places.Add(step, entries.Count);
            entries.Add(new ListEntry(Merge(null, item, shape.Below(step)!, path)!, step, -1));
        }
    }

    private static List<string> Steps(JsonArray applied, Shape shape, string path)
    {
        var steps = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < applied.Count; index++)
        {
            var at = PatchPath.Item(path, index);
            var step = (applied[index] is null ? null : shape.StepTo(applied[index]))
                ?? throw new PatchException(PatchFault.Malformed, at, $"must have {string.Join(" and ", shape.Field!.Keys)}, because that says which item of the list is meant");
            steps.Add(known.Add(step) ? step : throw new PatchException(PatchFault.Malformed, at, $"duplicate entries for key {PathStep.Describe([step])}"));
        }

        return steps;
    }
}
