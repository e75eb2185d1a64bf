using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Patching;

/// <summary>
/// Kubernetes' strategic merge patch: as a JSON merge patch, except that lists merge by their items where the description says so, and that directives
/// in the patch say otherwise. Source: Kubernetes' document on strategic merge patches, and its rules for <c>$setElementOrder</c>.
/// </summary>
public static class StrategicMergePatch
{
    /// <summary>The document with the patch applied. Neither argument is changed. What no description knows merges as plain JSON, with lists replaced.</summary>
    /// <param name="document">The document, an object.</param>
    /// <param name="patch">The patch, an object.</param>
    /// <param name="schema">The description of the document.</param>
    /// <exception cref="PatchException">The patch contradicts itself or the description, or is too deep; the exception names the path.</exception>
    public static JsonNode Apply(JsonNode document, JsonNode patch, ObjectSchema schema)
    {
        PatchPath.RequireDepth(document, "the document");
        PatchPath.RequireDepth(patch, "the patch");
        var current = document as JsonObject ?? throw NoObject("document", document);
        var changes = patch as JsonObject ?? throw NoObject("patch", patch);
        return Merge((JsonObject)current.DeepClone(), changes, schema, "");
    }

    /// <summary>Merges into an object, which may be changed and may be the result.</summary>
    internal static JsonObject Merge(JsonObject target, JsonObject patch, ObjectSchema? schema, string path)
    {
        var directives = PatchDirectives.Read(patch, path);
        if (directives.Action == PatchAction.Delete)
        {
            return [];
        }

        var result = directives.Action == PatchAction.Replace ? [] : target;
        Retain(result, directives);
        foreach (var (name, change) in patch)
        {
            if (!PatchDirectives.IsDirective(name))
            {
                MergeMember(result, name, change, schema?.Find(name), directives, path);
            }
        }

        DeleteScalars(result, directives, path);
        OrderUntouched(result, patch, schema, directives, path);
        return result;
    }

    private static void Retain(JsonObject target, PatchDirectives directives)
    {
        if (directives.RetainKeys is { } kept)
        {
            foreach (var name in target.Select(member => member.Key).Where(name => !kept.Contains(name)).ToList())
            {
                target.Remove(name);
            }
        }
    }

    private static void MergeMember(JsonObject target, string name, JsonNode? change, FieldSchema? field, PatchDirectives directives, string path)
    {
        var at = PatchPath.Member(path, name);
        if (change is null)
        {
            target.Remove(name);
        }
        else if (change is JsonObject nested)
        {
            var inner = field?.Type == FieldType.Object ? field.Object : null;
            target[name] = Merge(Take(target, name) as JsonObject ?? [], nested, inner, at);
        }
        else if (change is JsonArray items && MergesByItem(field))
        {
            var order = directives.Orders.TryGetValue(name, out var wanted) ? new ElementOrder(wanted, field!.MergeKey, PatchDirectives.OrderPath(path, name)) : null;
            target[name] = MergeItems(Take(target, name) as JsonArray ?? [], items, field!, order, at);
        }
        else
        {
            RequirePlain(change, at);
            target[name] = change.DeepClone();
        }
    }

    private static bool MergesByItem(FieldSchema? field) =>
        field is { Type: FieldType.List, Patch: PatchStrategy.Merge or PatchStrategy.MergeRetainKeys };

    private static JsonArray MergeItems(JsonArray current, JsonArray changes, FieldSchema field, ElementOrder? order, string path) =>
        field.MergeKey.Length == 0
            ? ScalarList.Merge(current, changes, order, path)
            : KeyedList.Merge(current, changes, field.MergeKey, field.Object, order, path);

    /// <summary>Takes a member out, so that it can be changed and put back in its place.</summary>
    private static JsonNode? Take(JsonObject target, string name)
    {
        if (target[name] is not { } value)
        {
            return null;
        }

        target[name] = null;
        return value;
    }

    /// <summary>In a value that replaces there is nothing to direct; a directive that did nothing would mislead.</summary>
    private static void RequirePlain(JsonNode? value, string path)
    {
        if (value is JsonArray list)
        {
            for (var index = 0; index < list.Count; index++)
            {
                RequirePlain(list[index], PatchPath.Item(path, index));
            }
        }
        else if (value is JsonObject map)
        {
            foreach (var (name, inner) in map)
            {
                var at = PatchPath.Member(path, name);
                if (PatchDirectives.IsDirective(name))
                {
                    throw new PatchException(PatchFault.Malformed, at, "has no meaning in a list that is replaced whole; remove it");
                }

                RequirePlain(inner, at);
            }
        }
    }

    private static void DeleteScalars(JsonObject target, PatchDirectives directives, string path)
    {
        foreach (var (name, gone) in directives.Deletions)
        {
            var at = PatchDirectives.DeletionPath(path, name);
            var keys = ScalarList.KeysOf(gone, at).ToHashSet(StringComparer.Ordinal);
            if (target[name] is { } present)
            {
                target[name] = ScalarList.Without(present as JsonArray ?? throw NoList(at, present), keys, at);
            }
        }
    }

    /// <summary>An order can come alone: the items stay what they are and change their places.</summary>
    private static void OrderUntouched(JsonObject target, JsonObject patch, ObjectSchema? schema, PatchDirectives directives, string path)
    {
        foreach (var (name, wanted) in directives.Orders)
        {
            var at = PatchDirectives.OrderPath(path, name);
            var field = schema?.Find(name);
            if (!MergesByItem(field))
            {
                throw new PatchException(PatchFault.Malformed, at, "names a list that does not merge by its items, so it has no order of its own; send the list");
            }

            var order = new ElementOrder(wanted, field!.MergeKey, at);
            if (!patch.ContainsKey(name) && Take(target, name) is { } present)
            {
                target[name] = MergeItems(present as JsonArray ?? throw NoList(at, present), [], field, order, PatchPath.Member(path, name));
            }
        }
    }

    private static PatchException NoList(string path, JsonNode value) =>
        new(PatchFault.Inapplicable, path, $"names what is not a list but {PatchPath.Describe(value)}");

    private static PatchException NoObject(string what, JsonNode? value) =>
        new(PatchFault.Malformed, "", $"the {what} must be a JSON object; got {PatchPath.Describe(value)}");
}
