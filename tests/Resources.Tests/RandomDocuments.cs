using System.Text.Json.Nodes;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Tests;

/// <summary>Makes documents that use any of a kind's fields, from the description of the kind.</summary>
internal sealed class RandomDocuments(int seed)
{
    private static readonly string[] Texts =
        ["a", "true", "no", "010", "1e3", "~", "- x", "a: b", "# c", "line\nbreak ", "tab\t\"quoted\"", "häß \U0001F600", " lead", "{[", "*a", "&a", "!t", "'", "@", "%", "\u0085\u2028"];

    private static readonly string[] Quantities = ["0", "1", "500m", "1.5", "64Mi", "1e3", "-2Gi", "1500Ki", "7n"];

    private readonly Random _random = new(seed);

    public JsonObject Make(KindDescription kind)
    {
        var document = new JsonObject { ["apiVersion"] = kind.ApiVersion, ["kind"] = kind.Kind };
        Fill(document, kind.Schema);
        return document;
    }

    private void Fill(JsonObject target, ObjectSchema schema)
    {
        foreach (var field in schema.Fields.Where(field => field.Support != SupportLevel.Refused && _random.Next(3) > 0))
        {
            target[field.Name] = Value(field, field.Type);
        }
    }

    private JsonNode? Value(FieldSchema field, FieldType type)
    {
        switch (type)
        {
            case FieldType.Object:
                var nested = new JsonObject();
                Fill(nested, field.Object!);
                return nested;
            case FieldType.List:
                return new JsonArray([.. Enumerable.Range(0, _random.Next(3)).Select(_ => Value(field, field.ElementType))]);
            case FieldType.Map:
                var map = new JsonObject();
                for (var count = _random.Next(3); count > 0; count--)
                {
                    map[Pick(Texts)] = Value(field, field.ElementType);
                }

                return map;
            default:
                return Scalar(type);
        }
    }

    private JsonNode? Scalar(FieldType type) => type switch
    {
        FieldType.String => Pick(Texts),
        FieldType.Boolean => _random.Next(2) == 0,
        FieldType.Int32 => _random.Next(int.MinValue, int.MaxValue),
        FieldType.Int64 => _random.NextInt64(long.MinValue, long.MaxValue),
        FieldType.Quantity => Pick(Quantities),
        FieldType.IntOrString => _random.Next(2) == 0 ? Pick(Texts) : _random.Next(),
        FieldType.Time => "2026-01-31T12:00:0" + _random.Next(10) + "Z",
        FieldType.MicroTime => "2026-01-31T12:00:00.00000" + _random.Next(10) + "Z",
        FieldType.Json => JsonNode.Parse("""{"any":[1,null,{"x":"y"}],"n":1.5}"""),
        _ => throw new InvalidOperationException($"no value for {type}"),
    };

    private T Pick<T>(T[] choices) => choices[_random.Next(choices.Length)];
}
