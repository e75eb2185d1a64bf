using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>Which fields a document sets.</summary>
internal sealed class DocumentFields
{
    private readonly FieldSetBuilder _found = new();
    private readonly List<string> _path = [];

    /// <summary>The fields that a document names: values without fields of their own, entries of maps and items of lists. Objects count for their fields only.</summary>
    public static FieldSet Of(JsonNode document, ObjectSchema schema)
    {
        var walk = new DocumentFields();
        walk.Visit(document, Shape.Of(schema));
        return walk._found.Build();
    }

    /// <summary>The set with the objects that it has fields of, so that one that is given up is given up whole.</summary>
    public static FieldSet WithObjects(FieldSet set, ObjectSchema schema) => WithObjects(set, Shape.Of(schema), isNamed: false);

    private static FieldSet WithObjects(FieldSet set, Shape? shape, bool isNamed) => FieldSet.Of(
        set.IsMember || (isNamed && !set.IsEmpty),
        set.Children.Select(child => KeyValuePair.Create(
            child.Key, WithObjects(child.Value, shape?.Below(child.Key), isNamed: shape is { Kind: ShapeKind.Object } && shape.Below(child.Key) is not null))));

    private void Visit(JsonNode? value, Shape shape)
    {
        if (shape.Kind == ShapeKind.Atomic)
        {
            _found.Add(_path);
            return;
        }

        foreach (var (step, part) in shape.Parts(value))
        {
            _path.Add(step);
            if (shape.Kind != ShapeKind.Object || part is null or JsonObject { Count: 0 })
            {
                _found.Add(_path);
            }

            // Items that share a step are owned together, as one value.
            if (!(part is JsonArray && shape.Kind is ShapeKind.Set or ShapeKind.Keyed))
            {
                Visit(part, shape.Below(step)!);
            }

            _path.RemoveAt(_path.Count - 1);
        }
    }
}
