using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>Which fields differ between two states of a document.</summary>
internal sealed record FieldComparison
{
    /// <summary>Those that only the later state has.</summary>
    public required FieldSet Added { get; init; }

    /// <summary>Those that both have, with different values.</summary>
    public required FieldSet Modified { get; init; }

    /// <summary>Those that only the earlier state has.</summary>
    public required FieldSet Removed { get; init; }

    /// <summary>Compares two states. The order of items that are told apart by keys makes no difference.</summary>
    public static FieldComparison Of(JsonNode before, JsonNode after, ObjectSchema schema)
    {
        var walk = new Walk();
        walk.Visit(before, after, Shape.Of(schema));
        return new FieldComparison { Added = walk.Added.Build(), Modified = walk.Modified.Build(), Removed = walk.Removed.Build() };
    }

    /// <summary>The differences outside these trees.</summary>
    public FieldComparison Except(FieldSet ignored) => new()
    {
        Added = Added.ExceptTrees(ignored),
        Modified = Modified.ExceptTrees(ignored),
        Removed = Removed.ExceptTrees(ignored),
    };

    private sealed class Walk
    {
        private readonly List<string> _path = [];

        public FieldSetBuilder Added { get; } = new();

        public FieldSetBuilder Modified { get; } = new();

        public FieldSetBuilder Removed { get; } = new();

        public void Visit(JsonNode? before, JsonNode? after, Shape shape)
        {
            var (wasAbsent, isAbsent) = (shape.IsAbsent(before), shape.IsAbsent(after));
            if (wasAbsent && isAbsent)
            {
                return;
            }

            if (shape.Kind == ShapeKind.Atomic)
            {
                AddWhole(before, after, wasAbsent, isAbsent);
                return;
            }

            VisitParts(before, after, shape);
            if ((wasAbsent || isAbsent) && _path.Count > 0 && StandsAlone(shape, wasAbsent ? after : before))
            {
                (wasAbsent ? Added : Removed).Add(_path);
            }
        }

        /// <summary>An object that a record always has is there for its fields; others are something by themselves.</summary>
        private static bool StandsAlone(Shape shape, JsonNode? value) =>
            shape.Kind == ShapeKind.Map || shape is { Kind: ShapeKind.Object, Field: null or { Nullable: true } } || value is JsonObject { Count: 0 };

        private void AddWhole(JsonNode? before, JsonNode? after, bool wasAbsent, bool isAbsent)
        {
            if (wasAbsent || isAbsent)
            {
                (wasAbsent ? Added : Removed).Add(_path);
            }
            else if (!JsonNode.DeepEquals(before, after))
            {
                Modified.Add(_path);
            }
        }

        private void VisitParts(JsonNode? before, JsonNode? after, Shape shape)
        {
            var earlier = shape.Parts(before).ToDictionary(part => part.Step, part => part.Value, StringComparer.Ordinal);
            var later = shape.Parts(after).ToDictionary(part => part.Step, part => part.Value, StringComparer.Ordinal);
            var isList = shape.Kind is ShapeKind.Set or ShapeKind.Keyed;
            foreach (var step in earlier.Keys.Union(later.Keys, StringComparer.Ordinal))
            {
                _path.Add(step);
                var (was, becomes) = (earlier.GetValueOrDefault(step), later.GetValueOrDefault(step));
                if (isList && (was is JsonArray || becomes is JsonArray))
                {
                    AddWhole(was, becomes, was is null, becomes is null);
                }
                else
                {
                    Visit(was, becomes, shape.Below(step)!);
                }

                _path.RemoveAt(_path.Count - 1);
            }
        }
    }
}
