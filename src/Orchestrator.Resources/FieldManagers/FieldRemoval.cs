using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>Takes fields out of a document.</summary>
internal static class FieldRemoval
{
    /// <summary>The document without these fields and all that is in them.</summary>
    public static JsonObject Without(JsonObject document, FieldSet fields, ObjectSchema schema)
    {
        var copy = (JsonObject)document.DeepClone();
        Remove(copy, fields, Shape.Of(schema));
        return copy;
    }

    private static void Remove(JsonNode? value, FieldSet fields, Shape shape)
    {
        if (fields.Children.IsEmpty)
        {
            return;
        }

        if (value is JsonObject map)
        {
            foreach (var (step, below) in fields.Children)
            {
                RemoveMember(map, step, below, shape);
            }
        }
        else if (value is JsonArray list && shape.Kind is ShapeKind.Set or ShapeKind.Keyed)
        {
            for (var index = list.Count - 1; index >= 0; index--)
            {
                RemoveItem(list, index, fields, shape);
            }
        }
    }

    private static void RemoveMember(JsonObject map, string step, FieldSet below, Shape shape)
    {
        if (PathStep.NameIn(step) is not { } name || shape.Below(step) is not { } inner)
        {
            return;
        }

        if (below.IsMember)
        {
            map.Remove(name);
        }
        else
        {
            Remove(map[name], below, inner);
        }
    }

    private static void RemoveItem(JsonArray list, int index, FieldSet fields, Shape shape)
    {
        if (shape.StepTo(list[index]) is not { } step)
        {
            return;
        }

        var below = fields.Below(step);
        if (below.IsMember)
        {
            list.RemoveAt(index);
        }
        else
        {
            Remove(list[index], below, shape.Below(step)!);
        }
    }
}
