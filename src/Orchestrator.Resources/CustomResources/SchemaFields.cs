using System.Collections.Immutable;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.CustomResources;

/// <summary>Describes the fields of custom objects as those of records are described, for the account of who manages which.</summary>
internal static class SchemaFields
{
    private static readonly FieldSchema Metadata = ObjectSchema.Of<CustomResourceDefinition>().Find("metadata")!;

    private static readonly FieldSchema Anything = new()
    {
        Name = "",
        Number = 0,
        Type = FieldType.Json,
        ElementType = FieldType.Json,
        Property = typeof(CustomObject).GetProperty(nameof(CustomObject.Content)),
        Description = "Any JSON.",
        Always = true,
    };

    /// <summary>Of any object only the metadata is described; the rest is JSON.</summary>
    public static ObjectSchema Envelope { get; } = new(typeof(CustomObject), [Metadata]) { Rest = Anything };

    /// <summary>Only the metadata.</summary>
    public static ObjectSchema MetadataOnly { get; } = new(typeof(CustomObject), [Metadata]);

    /// <summary>The fields of a whole object.</summary>
    /// <param name="schema">Its schema.</param>
    /// <param name="hasStatusApart">Whether its status is written apart.</param>
    public static ObjectSchema Of(StructuralSchema schema, bool hasStatusApart) =>
        new(typeof(CustomObject), [Metadata, .. Fields(schema).Where(field => !CustomObjectConverter.Envelope.Contains(field.Name))])
        {
            Rest = schema.Keeps ? Anything : null,
            Reserved = [.. CustomObjectConverter.Envelope],
            HasStatusApart = hasStatusApart,
        };

    private static ObjectSchema Of(StructuralSchema schema) => new(typeof(CustomObject), [.. Fields(schema)]) { Rest = schema.Keeps || schema.IsEmbedded ? Anything : null };

    // The number is that of no protocol: it only tells fields apart.
    private static IEnumerable<FieldSchema> Fields(StructuralSchema schema) => schema.Properties.Select((field, index) => Field(field.Key, field.Value, index + 1000));

    private static FieldSchema Field(string name, StructuralSchema schema, int number)
    {
        var plain = Anything with { Name = name, Number = number, Description = schema.Description };
        return schema switch
        {
            { Type: "array", ListType: "map", Items: { } items } => plain with
            {
                Type = FieldType.List, ElementType = FieldType.Object, Object = Of(items), List = ListType.Map, Keys = schema.ListKeys,
            },
            { Type: "array", ListType: "set" } => plain with { Type = FieldType.List, List = ListType.Set },
            { Type: "object", MapType: "atomic" } => plain,
            { Type: "object", Values: { } values } => plain with
            {
                Type = FieldType.Map,
                ElementType = values.Type == "object" && values.Values is null ? FieldType.Object : FieldType.Json,
                Object = values.Type == "object" && values.Values is null ? Of(values) : null,
            },
            { Type: "object" } => plain with { Type = FieldType.Object, ElementType = FieldType.Object, Object = Of(schema) },
            _ => plain,
        };
    }
}
