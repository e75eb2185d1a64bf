using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.FieldManagers;

/// <summary>What a value is to those who own fields of it.</summary>
internal sealed class Shape
{
    private static readonly Shape Whole = new() { Kind = ShapeKind.Atomic };

    /// <summary>How the value relates to the fields in it.</summary>
    public required ShapeKind Kind { get; init; }

    /// <summary>The field that holds the value; null for the document itself and for items.</summary>
    public FieldSchema? Field { get; private init; }

    private ObjectSchema? Fields { get; init; }

    private Shape? Items { get; init; }

    /// <summary>A document, or an object like one.</summary>
    public static Shape Of(ObjectSchema schema) => new() { Kind = ShapeKind.Object, Fields = schema };

    /// <summary>What a step leads to; null where the description knows no such field.</summary>
    public Shape? Below(string step) => Kind switch
    {
        ShapeKind.Object => PathStep.NameIn(step) is { } name && Fields!.Find(name) is { } field ? Of(field) : null,
        ShapeKind.Map or ShapeKind.Set or ShapeKind.Keyed => Items,
        _ => null,
    };

    /// <summary>The parts of a value with the steps to them. Items of a list that share a step come together, as a list.</summary>
    public IEnumerable<(string Step, JsonNode? Value)> Parts(JsonNode? value) => (Kind, value) switch
    {
        (ShapeKind.Object, JsonObject map) => map.Where(member => Fields!.Find(member.Key) is not null).Select(member => (PathStep.Field(member.Key), member.Value)),
        (ShapeKind.Map, JsonObject map) => map.Select(member => (PathStep.Field(member.Key), member.Value)),
        (ShapeKind.Set or ShapeKind.Keyed, JsonArray list) => Grouped(list),
        _ => [],
    };

    /// <summary>The step to an item of a list; null where nothing tells it apart.</summary>
    public string? StepTo(JsonNode? item) => Kind == ShapeKind.Keyed ? PathStep.Keys(item, Field!) : PathStep.Value(item);

    /// <summary>Whether a value says no more than its absence would: the record has an empty value there either way.</summary>
    public bool IsAbsent(JsonNode? value) => value switch
    {
        null => true,
        _ when Field is null or { Always: true } => false,
        JsonArray list => list.Count == 0,
        JsonObject map => map.Count == 0 && (Kind == ShapeKind.Map || !Field.Nullable),
        JsonValue scalar => scalar.TryGetValue(out string? text) ? text.Length == 0 : !Field.Nullable && scalar.ToJsonString() is "false" or "0",
        _ => false,
    };

    private static Shape Of(FieldSchema field) => new()
    {
        Field = field,
        Fields = field.Object,
        Kind = field.Type switch
        {
            FieldType.List => field.List switch { ListType.Map => ShapeKind.Keyed, ListType.Set => ShapeKind.Set, _ => ShapeKind.Atomic },
            FieldType.Object when !field.Atomic => ShapeKind.Object,
            FieldType.Map when !field.Atomic => ShapeKind.Map,
            _ => ShapeKind.Atomic,
        },
        Items = field.ElementType == FieldType.Object && !(field.Atomic && field.Type == FieldType.List) && field.Object is { } schema ? Of(schema) : Whole,
    };

    private IEnumerable<(string Step, JsonNode? Value)> Grouped(JsonArray list)
    {
        foreach (var group in list.Select(item => (Step: StepTo(item), Item: item)).Where(pair => pair.Step is not null).GroupBy(pair => pair.Step!, StringComparer.Ordinal))
        {
            var items = group.Select(pair => pair.Item).ToList();
            yield return (group.Key, items.Count == 1 ? items[0] : new JsonArray([.. items.Select(item => item?.DeepClone())]));
        }
    }
}
